package page

import "strings"

// foreign are the names of months, January first, and their abbreviations, in languages
// that write a date with a day, a month and a year in this order (Unicode's CLDR, forms
// that stand in dates). A name that means different months in two of them is left out.
var foreign = []string{
	// German, French, Spanish
	"januar jänner jan", "februar feb", "märz mär mrz", "april apr", "mai", "juni jun", "juli jul", "august aug", "september sep sept", "oktober okt", "november nov", "dezember dez",
	"janvier janv", "février févr", "mars", "avril avr", "mai", "juin", "juillet juil", "août", "septembre sept", "octobre oct", "novembre nov", "décembre déc",
	"enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun", "julio jul", "agosto ago", "septiembre setiembre sept", "octubre oct", "noviembre nov", "diciembre dic",
	// Italian, Portuguese, Dutch
	"gennaio gen", "febbraio febbr", "marzo mar", "aprile apr", "maggio mag", "giugno giu", "luglio lug", "agosto ago", "settembre set", "ottobre ott", "novembre nov", "dicembre dic",
	"janeiro jan", "fevereiro fev", "março mar", "abril abr", "maio mai", "junho jun", "julho jul", "agosto ago", "setembro set", "outubro out", "novembro nov", "dezembro dez",
	"januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul", "augustus aug", "september sep", "oktober okt", "november nov", "december dec",
	// Swedish, Polish, Russian
	"januari jan", "februari feb", "mars mar", "april apr", "maj", "juni jun", "juli jul", "augusti aug", "september sep", "oktober okt", "november nov", "december dec",
	"stycznia sty", "lutego lut", "marca", "kwietnia kwi", "maja", "czerwca cze", "lipca lip", "sierpnia sie", "września wrz", "października paź", "listopada lis", "grudnia gru",
	"января янв", "февраля февр", "марта мар", "апреля апр", "мая", "июня июн", "июля июл", "августа авг", "сентября сент", "октября окт", "ноября нояб", "декабря дек",
}

// months are the English abbreviations of the foreign names.
var months = func() map[string]string {
	english := strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
	names := map[string]string{}
	for i, list := range foreign {
		for _, name := range strings.Fields(list) {
			names[name] = english[i%len(english)]
		}
	}
	return names
}()

// foreignFill are the words of these languages that say nothing about a date: the days of
// the week, and what stands between a day, a month and a year.
var foreignFill = func() map[string]bool {
	words := map[string]bool{}
	for _, word := range strings.Fields(`
		montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so den der um uhr
		lundi mardi mercredi jeudi vendredi samedi dimanche le à
		lunes martes miércoles jueves viernes sábado domingo de del el
		lunedì martedì mercoledì giovedì venerdì sabato domenica
		segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
		maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
		måndag tisdag onsdag torsdag fredag lördag söndag
		poniedziałek wtorek środa czwartek piątek sobota niedziela r
		понедельник вторник среда четверг пятница суббота воскресенье г года в`) {
		words[word] = true
	}
	return words
}()
