package pnglink_test

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/pnglink"
)

const link = "members=300&do=1.2s+send&t=2s&paused"

func picture(t testing.TB) []byte {
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 40, 30))))
	return b.Bytes()
}

// The link comes back, and the picture is the same for who looks at it.
func TestThereAndBack(t *testing.T) {
	with, err := pnglink.With(picture(t), link)
	require.NoError(t, err)
	got, err := pnglink.Of(with)
	require.NoError(t, err)
	assert.Equal(t, link, got)
	seen, err := png.Decode(bytes.NewReader(with))
	require.NoError(t, err)
	assert.Equal(t, image.Rect(0, 0, 40, 30), seen.Bounds())
}

// What is no picture, has no link, or is damaged, is refused in a sentence.
func TestRefusals(t *testing.T) {
	with, err := pnglink.With(picture(t), link)
	require.NoError(t, err)
	_, err = pnglink.Of(picture(t))
	require.EqualError(t, err, "there is no link in the picture; expected one that was exported here")
	_, err = pnglink.With([]byte("GIF89a"), link)
	require.EqualError(t, err, "the file is no whole PNG; expected a picture that was exported here")
	at := bytes.Index(with, []byte("members"))
	damaged := bytes.Clone(with)
	damaged[at] ^= 1
	_, err = pnglink.Of(damaged)
	require.EqualError(t, err, "the link in the picture is damaged; expected one as it was exported")
	for n := range len(with) { // cut anywhere
		if got, err := pnglink.Of(with[:n]); err == nil {
			assert.Equal(t, link, got)
		}
	}
}

func FuzzOf(f *testing.F) {
	with, err := pnglink.With(picture(f), link)
	require.NoError(f, err)
	f.Add(with)
	f.Add([]byte("\x89PNG\r\n\x1a\n\xff\xff\xff\xfftEXt"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := pnglink.Of(data); (err == nil) == (got == "" && !bytes.Contains(data, []byte("Fan-out\x00"))) {
			t.Errorf("%q, %v", got, err)
		}
	})
}
