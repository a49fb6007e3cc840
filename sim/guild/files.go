package guild

import "embed"

//go:embed scenarios/*.txt chapters/*.txt
var files embed.FS
