package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// workerFile is the script that keeps the page on a reader's device. It is packed last: it
// lists all other files.
const workerFile = "worker.js"

// zippedProgram is the one compressed file that a page asks for by name.
const zippedProgram = programFile + ".gz"

// worker writes the worker with the list of the files and the version that they make. The
// same files are the same version, whenever they were packed.
func (p *packer) worker() error {
	script, err := os.ReadFile(filepath.Join(p.web, workerFile))
	if err != nil {
		return err
	}
	list, err := json.Marshal(p.kept())
	if err != nil {
		return err
	}
	version := fmt.Sprintf("%x", sha256.Sum256(append(script, list...)))[:12]
	baked := strings.NewReplacer("{{version}}", version, "{{files}}", string(list))
	return p.write(workerFile, []byte(baked.Replace(string(script))))
}

// kept are the files that a version consists of, but for those that the page never asks for, with the hashes of what may come under
// each name. A server may label the compressed program as encoded, and browsers unpack it
// then.
func (p *packer) kept() map[string][]string {
	kept := map[string][]string{}
	for name, hash := range p.hashes {
		if !strings.HasSuffix(name, ".gz") && !p.apart[name] {
			kept[name] = []string{hash}
		}
	}
	if zipped, ok := p.hashes[zippedProgram]; ok {
		kept[zippedProgram] = []string{zipped, p.hashes[programFile]}
	}
	return kept
}

// base64SHA256 is a hash as browsers write it.
func base64SHA256(data []byte) string {
	sum := sha256.Sum256(data)
	return base64.StdEncoding.EncodeToString(sum[:])
}
