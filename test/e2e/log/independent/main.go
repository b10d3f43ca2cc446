// SPDX-License-Identifier: Apache-2.0

// Checks notes and proofs with what the Go project and transparency.dev wrote, and signs notes with it: one JSON request on each line of standard input,
// one answer on each line of standard output.
package main

import (
	"bufio"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"os"

	"github.com/transparency-dev/formats/log"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type request struct {
	Do     string   `json:"do"`
	Note   string   `json:"note"`
	Before string   `json:"before"`
	Key    string   `json:"key"`
	Name   string   `json:"name"`
	Text   string   `json:"text"`
	Body   string   `json:"body"`
	Index  int64    `json:"index"`
	Path   []string `json:"path"`
}

type answer struct {
	OK    bool   `json:"ok"`
	Error string `json:"error,omitempty"`
	Note  string `json:"note,omitempty"`
	Key   string `json:"key,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var asked request
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		said, err := do(asked)
		if err != nil {
			said = answer{Error: err.Error()}
		}
		if err := out.Encode(said); err != nil {
			panic(err)
		}
	}
}

func do(asked request) (answer, error) {
	switch asked.Do {
	case "sign":
		return sign(asked)
	case "inclusion":
		return answer{OK: true}, inclusion(asked)
	case "consistency":
		return answer{OK: true}, consistency(asked)
	}
	panic("unknown: " + asked.Do)
}

func sign(asked request) (answer, error) {
	skey, vkey, err := note.GenerateKey(rand.Reader, asked.Name)
	if err != nil {
		return answer{}, err
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return answer{}, err
	}
	signed, err := note.Sign(&note.Note{Text: asked.Text}, signer)
	return answer{OK: true, Note: string(signed), Key: vkey}, err
}

func open(text, key string) (*log.Checkpoint, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return nil, err
	}
	checkpoint, _, _, err := log.ParseCheckpoint([]byte(text), verifier.Name(), verifier)
	return checkpoint, err
}

func inclusion(asked request) error {
	checkpoint, err := open(asked.Note, asked.Key)
	if err != nil {
		return err
	}
	path, err := hashes(asked.Path)
	if err != nil {
		return err
	}
	leaf := rfc6962.DefaultHasher.HashLeaf([]byte(asked.Body))
	if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(asked.Index), checkpoint.Size, leaf, path, checkpoint.Hash); err != nil {
		return err
	}
	return tlog.CheckRecord(records(path), int64(checkpoint.Size), tlog.Hash(checkpoint.Hash), asked.Index, tlog.RecordHash([]byte(asked.Body)))
}

func consistency(asked request) error {
	before, err := open(asked.Before, asked.Key)
	if err != nil {
		return err
	}
	after, err := open(asked.Note, asked.Key)
	if err != nil {
		return err
	}
	path, err := hashes(asked.Path)
	if err != nil {
		return err
	}
	if err := proof.VerifyConsistency(rfc6962.DefaultHasher, before.Size, after.Size, path, before.Hash, after.Hash); err != nil {
		return err
	}
	return tlog.CheckTree(records(path), int64(after.Size), tlog.Hash(after.Hash), int64(before.Size), tlog.Hash(before.Hash))
}

func hashes(texts []string) ([][]byte, error) {
	all := make([][]byte, 0, len(texts))
	for _, text := range texts {
		hash, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, err
		}
		all = append(all, hash)
	}
	return all, nil
}

func records(path [][]byte) []tlog.Hash {
	all := make([]tlog.Hash, len(path))
	for i, hash := range path {
		copy(all[i][:], hash)
	}
	return all
}
