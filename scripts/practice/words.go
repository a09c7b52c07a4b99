package practice

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// An item is one link of a listing page. The field names are those of
// /api/items.
type item struct {
	ID       int    `json:"id"`
	Title    string `json:"title"`
	URL      string `json:"url"`
	Source   string `json:"source"`
	Author   string `json:"author"`
	Points   int    `json:"points"`
	Comments int    `json:"comments"`
	Minutes  int    `json:"minutes_ago"`
	Tag      string `json:"tag"`
	Summary  string `json:"summary"`
}

var (
	tags       = []string{"news", "science", "pictures", "jokes", "tech", "music", "城市", "读书"}
	adjectives = strings.Fields("quiet old bright hidden slow second paper northern honest broken wooden early famous distant warm last")
	nouns      = strings.Fields("harbour library engine garden letter bridge village compiler river market teacher orchard tower recipe glacier railway festival notebook")
	verbs      = strings.Fields("opens explains remembers loses repairs follows outlives paints measures forgets welcomes replaces")
	places     = strings.Fields("Lisbon Nairobi Chengdu Oslo Lima Kraków Hanoi Malmö Kyoto Tbilisi Montréal Zürich")
	phrases    = strings.Fields("图书馆的夜晚 老街上的面馆 一座桥的故事 山里的信 新的火车站 雨后的集市 他们修好了钟 城市边上的河 第一场雪 外婆的菜谱")
	hosts      = strings.Fields("daily.example northern-post.example kitchen.example lab-notes.example trains.example riverside.example")
	nicks      = strings.Fields("kestrel marble juniper tinker oatmeal comet walnut pebble saffron harbour-cat 小米 阿木")
)

// item makes link i from the seed.
func (c catalogue) item(i int) item {
	r := rand.New(rand.NewPCG(c.seed, uint64(c.firstID+i)))
	title := sentence(r)
	if r.IntN(3) == 0 {
		title += "：" + pick(r, phrases)
	}
	host := pick(r, hosts)
	return item{
		ID:       c.id(i),
		Title:    title,
		URL:      fmt.Sprintf("https://%s/%d/%s?from=hot&ref=%d", host, 2000+r.IntN(26), slug(title), r.IntN(9999)),
		Source:   host,
		Author:   fmt.Sprintf("%s%d", pick(r, nicks), r.IntN(1000)),
		Points:   1 + r.IntN(400),
		Comments: r.IntN(120),
		Minutes:  1 + r.IntN(600),
		Tag:      pick(r, tags),
		Summary:  summary(r),
	}
}

// sentence makes a headline, as "The quiet harbour repairs a letter in Oslo".
func sentence(r *rand.Rand) string {
	return fmt.Sprintf("The %s %s %s a %s %s in %s",
		pick(r, adjectives), pick(r, nouns), pick(r, verbs), pick(r, adjectives), pick(r, nouns), pick(r, places))
}

// summary makes one or two sentences, with characters that HTML must escape.
func summary(r *rand.Rand) string {
	s := sentence(r) + fmt.Sprintf(" & %d%% of readers agree.", 1+r.IntN(99))
	if r.IntN(2) == 0 {
		s += " “" + sentence(r) + "”, says " + pick(r, nicks) + "."
	}
	return s
}

// slug makes the ASCII words of a title into a part of a URL.
func slug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9')
	})
	return strings.Join(words, "-")
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }
