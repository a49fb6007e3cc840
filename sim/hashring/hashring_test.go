package hashring_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"fanout/sim/hashring"
)

func TestTablesAreComplete(t *testing.T) { require.NoError(t, hashring.Model().Check()) }
