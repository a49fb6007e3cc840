package guild

import "embed"

//go:embed scenarios/*.txt
var files embed.FS
