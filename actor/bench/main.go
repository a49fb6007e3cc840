package main
import (
 _ "fanout/actor"
 _ "github.com/Arceliar/phony"
 _ "github.com/anthdm/hollywood/actor"
 _ "github.com/asynkron/protoactor-go/actor"
 _ "github.com/ergo-services/ergo"
 _ "github.com/tochemey/goakt/v3/actor"
 _ "github.com/vladopajic/go-actor/actor"
 _ "google.golang.org/protobuf/types/known/wrapperspb"
)
func main(){}
