package practice

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

var (
	firstNames = strings.Fields("Mara Odile Tomas Ines Yusuf Helga Renzo Aiko Petra Dario Selma Noor Emil Katya Bruno Liv")
	lastNames  = strings.Fields("Varga Lindqvist Okafor Moreau Tanaka Brandt Castellanos Petrov Haugen Nakamura Silveira Weiss Dvořák Ó-Briain")
	adverbs    = strings.Fields("slowly rarely always gladly hardly twice quietly never")
	colours    = strings.Fields("red green blue grey black white ochre teal")
	materials  = strings.Fields("oak brass glass linen steel clay cork walnut wool copper")
)

// firstDay is the day that all dates of the site are told from, so that they
// are the same on every machine and every day.
var firstDay = time.Date(2026, time.March, 1, 8, 0, 0, 0, time.UTC)

// random makes the source of one made-up thing: the n-th of a kind.
func random(seed uint64, kind string, n int) *rand.Rand {
	h := uint64(n)
	for _, c := range kind {
		h = mix(h ^ uint64(c))
	}
	return rand.New(rand.NewPCG(seed, h))
}

// name makes a person's name.
func name(r *rand.Rand) string {
	return pick(r, firstNames) + " " + strings.ReplaceAll(pick(r, lastNames), "-", " ")
}

// saying makes a sentence that somebody may have said.
func saying(r *rand.Rand) string {
	a, b := pick(r, nouns), pick(r, nouns)
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf("A %s %s %s %s what the %s %s.", pick(r, adjectives), a, pick(r, adverbs), pick(r, verbs), b, pick(r, verbs))
	case 1:
		return fmt.Sprintf("Who %s the %s needs no %s %s.", pick(r, verbs), a, pick(r, adjectives), b)
	case 2:
		return fmt.Sprintf("There is a %s in every %s, and it %s %s.", a, b, pick(r, adverbs), pick(r, verbs))
	default:
		return fmt.Sprintf("Show me a %s %s; I will show you where it %s the %s.", pick(r, adjectives), a, pick(r, verbs), b)
	}
}

// plain makes a sentence for a paragraph.
func plain(r *rand.Rand) string {
	switch r.IntN(3) {
	case 0:
		return sentence(r) + "."
	case 1:
		return fmt.Sprintf("In %s the %s %s %s the %s.", pick(r, places), pick(r, nouns), pick(r, adverbs), pick(r, verbs), pick(r, nouns))
	default:
		return fmt.Sprintf("%s of %s %s it too, and the %s %s.", pick(r, firstNames), pick(r, places), pick(r, verbs), pick(r, nouns), pick(r, verbs))
	}
}

// paragraph makes some sentences.
func paragraph(r *rand.Rand, sentences int) string {
	parts := make([]string, sentences)
	for i := range parts {
		parts[i] = plain(r)
	}
	return strings.Join(parts, " ")
}

// capital makes a text's first letter, which is an ASCII one, a capital.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
