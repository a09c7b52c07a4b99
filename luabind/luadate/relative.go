package luadate

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ago is "3 hours ago", "an hour ago", "3小时前"; ahead is "in 3 hours".
var (
	ago        = regexp.MustCompile(`^(?:about |over |almost )?(an?|one|\d{1,4}) ?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|y|years?) ago$`)
	ahead      = regexp.MustCompile(`^in (?:about )?(an?|one|\d{1,4}) ?(secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?)$`)
	agoChinese = regexp.MustCompile(`^(\d{1,4}) ?(秒|分钟|小时|天|周|个月|月|年)前$`)
)

// units are what the first letters of a unit stand for.
var units = []struct {
	names       string
	years, days int
	months      int
	each        time.Duration
}{
	{names: "mo 个月 月", months: 1},
	{names: "s 秒", each: time.Second},
	{names: "m 分钟", each: time.Minute},
	{names: "h 小时", each: time.Hour},
	{names: "d 天", days: 1},
	{names: "w 周", days: 7},
	{names: "y 年", years: 1},
}

// relative reads a time that is told by how long ago it was, or by how far ahead it is.
func relative(text string, now time.Time) (time.Time, bool) {
	text = strings.ToLower(text)
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch text {
	case "now", "just now", "刚刚":
		return now, true
	case "today", "今天":
		return midnight, true
	case "yesterday", "昨天":
		return midnight.AddDate(0, 0, -1), true
	case "前天":
		return midnight.AddDate(0, 0, -2), true
	case "tomorrow", "明天":
		return midnight.AddDate(0, 0, 1), true
	}
	sign := -1
	m := ago.FindStringSubmatch(text)
	if m == nil {
		m = agoChinese.FindStringSubmatch(text)
	}
	if m == nil {
		sign = 1
		if m = ahead.FindStringSubmatch(text); m == nil {
			return now, false
		}
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		n = 1 // "an hour ago"
	}
	n *= sign
	for _, u := range units {
		for _, name := range strings.Fields(u.names) {
			if strings.HasPrefix(m[2], name) {
				return now.Add(time.Duration(n)*u.each).AddDate(n*u.years, n*u.months, n*u.days), true
			}
		}
	}
	return now, false
}
