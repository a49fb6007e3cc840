package guild

import "embed"

//go:embed scenarios/*.txt chapters/*.txt chapters/*/*.txt challenges/*.txt
var files embed.FS
