// Package pnglink writes a link into a picture and reads it again: a PNG has room for texts
// beside its pixels, which other programs leave alone.
package pnglink

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// keyword is the name under which the link stands in the picture.
const keyword = "Fan-out"

// longest is how many bytes a link has at most, as in an address.
const longest = 16_000

const signature = "\x89PNG\r\n\x1a\n"

// A chunk of a PNG is the length of its data, a type, the data and a checksum of both.
const chunkExtra = 4 + 4 + 4

var errNoPNG = errors.New("the file is no whole PNG; expected a picture that was exported here")

// With is the picture with the link in it, right behind its header.
func With(picture []byte, link string) ([]byte, error) {
	header := len(signature) + chunkExtra + 13
	if len(picture) < header || !bytes.HasPrefix(picture, []byte(signature)) {
		return nil, errNoPNG
	}
	body := append([]byte("tEXt"+keyword+"\x00"), link...)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = append(chunk, body...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(body))
	return bytes.Join([][]byte{picture[:header], chunk, picture[header:]}, nil), nil
}

// Of is the link in a picture. The error is one sentence.
func Of(picture []byte) (link string, err error) {
	if !bytes.HasPrefix(picture, []byte(signature)) {
		return "", errNoPNG
	}
	for rest := picture[len(signature):]; len(rest) >= chunkExtra; {
		n := int64(binary.BigEndian.Uint32(rest))
		if n > int64(len(rest)-chunkExtra) {
			return "", errNoPNG
		}
		body := rest[4 : 8+n]
		sum := binary.BigEndian.Uint32(rest[8+n:])
		rest = rest[chunkExtra+n:]
		text, ours := bytes.CutPrefix(body, []byte("tEXt"+keyword+"\x00"))
		if !ours {
			continue
		}
		if crc32.ChecksumIEEE(body) != sum || len(text) > longest {
			return "", errors.New("the link in the picture is damaged; expected one as it was exported")
		}
		return string(text), nil
	}
	return "", errors.New("there is no link in the picture; expected one that was exported here")
}
