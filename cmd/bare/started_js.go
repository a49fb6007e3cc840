package main

import "syscall/js"

func started() { js.Global().Call("started") }
