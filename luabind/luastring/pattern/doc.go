// Package pattern matches the patterns of Lua 5.1 (§5.4.1 of its manual). It knows no Lua state.
//
// A pattern is compiled once into a straight line of instructions: Lua's patterns have neither
// alternatives nor repeated groups, so that which capture opens where, and which bytes can follow
// which item, is known beforehand. A Matcher runs them over one subject, with a stack of its own,
// never deeper than the pattern has repetitions.
//
//	set.go      sets of bytes, and the classes %a %d …
//	compile.go  the text of a pattern into instructions
//	parse.go    the pieces of that text: one item, a set in brackets
//	analyse.go  what can follow each instruction: which repetitions never need to give back
//	match.go    Matcher: the search for the next match, captures
//	run.go      one attempt at one place, with backtracking
//	memo.go     what has failed already is not tried again
//	cache.go    compiled patterns kept
//
// Three things set it apart from a matcher that interprets the pattern's text. It can be stopped: a
// poll function is called every few thousand steps, also within one repetition. It is polynomial:
// a repetition that failed at a place is not tried there again (back-references excepted, for the
// outcome behind them depends on the captures). And a fault in a pattern is reported as Lua 5.1
// does, when the match gets there, not before.
//
// Two things differ from Lua 5.1 on purpose: a zero byte in a pattern stands for itself instead of
// ending the pattern, as in Lua 5.2; and classes are ASCII's, whatever the locale.
package pattern
