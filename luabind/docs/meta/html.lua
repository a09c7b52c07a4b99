---@meta html

---@class html.ParseOptions
---@field base_url? string the page's absolute URL: relative links are resolved against it
---@field encoding? string the text's encoding, such as "gbk"; without it, text that is not UTF-8 is decoded by its byte order mark, its <meta>, or detection

---@class html.FindAllOptions
---@field limit? integer ends the search after so many; default all
---@field text? any what an element's only text must be: a string, a list, true, a regular expression, or a function; where nothing else is asked for, text nodes are selected
---@field recursive? boolean false looks no deeper than the children; default true

---@class html.GetTextOptions
---@field separator? string what stands between two texts; default nothing
---@field strip? boolean trims each text, and drops empty ones; default false

---@class html.SubmitOptions
---@field button? any the name of the submit button that is pressed, or false for none; default the first, as the Enter key does
---@field extra? table names and values sent besides, as the page's own scripts may do
---@field request? table options for session:request, such as {timeout = 5}; only for submit

---A list of nodes of one page, as goquery's; sel[i] is the i-th as a Selection (negative from the end, nil where there is none), #sel how many there are. A Document is the Selection of a page's root. Tasks may share it; an empty one finds nothing and changes nothing.
---@class Selection
---@field name string The tag name of the first node in lower case; "#text", "#comment" or "#document" for what is no element, nil where nothing is selected.
---@field url string The page's URL, or nil where it was parsed without.
---@field base_url string What relative URLs of the page are resolved against: <base href>, or the page's URL; nil where neither is known.
---@field document Selection The whole page.
local Selection = {}

---Selects the descendants that match a selector, each once; one that begins with a combinator starts from each node, so "> li" are children. With ::text or ::attr(name) at the selector's end it is a list of strings instead, as in parsel.
---@param css string|Selector a selector
---@return Selection|string[]
function Selection:find(css) end

---Keeps the nodes that match a selector, are in another selection, or for which fn(i, el) answers true.
---@param wanted string|Selector|Selection|function a selector, a selection, or a function
---@return Selection
function Selection:filter(wanted) end

---Drops the nodes that match a selector, are in another selection, or for which fn(i, el) answers true.
---@param unwanted string|Selector|Selection|function a selector, a selection, or a function
---@return Selection
function Selection:not_(unwanted) end

---Whether one of the nodes matches a selector, is in another selection, or has fn(i, el) answer true.
---@param wanted string|Selector|Selection|function a selector, a selection, or a function
---@return boolean
function Selection:is(wanted) end

---Keeps the nodes that have a descendant which matches a selector or is in another selection.
---@param wanted string|Selector|Selection a selector or a selection
---@return Selection
function Selection:has(wanted) end

---Selects, besides what is selected, what matches a selector anywhere in the page, or the nodes of another selection of the same page.
---@param more string|Selector|Selection a selector or a selection
---@return Selection
function Selection:add(more) end

---Evaluates an XPath 1.0 expression with each node as its context; a path that begins with / starts at the page's root. Elements come as a Selection, attributes and text nodes as a list of strings; else it is the number, string or boolean that the expression comes to.
---@param expr string an expression, such as ".//a/@href" or "count(//li)"
---@return Selection|string[]|number|string|boolean
function Selection:xpath(expr) end

---Selects the child elements; with a selector, those of them that match it.
---@param css? string|Selector a selector; without it all are selected
---@return Selection
function Selection:children(css) end

---Selects all child nodes, text and comments included.
---@return Selection
function Selection:contents() end

---Selects the parent elements; with a selector, those of them that match it.
---@param css? string|Selector a selector; without it all are selected
---@return Selection
function Selection:parent(css) end

---Selects all ancestor elements, the nearest first; with a selector, those of them that match it.
---@param css? string|Selector a selector; without it all are selected
---@return Selection
function Selection:parents(css) end

---Selects, for each node, the nearest of itself and its ancestors that matches a selector.
---@param css string|Selector a selector
---@return Selection
function Selection:closest(css) end

---Selects the element right after each node; with a selector, those of them that match it.
---@param css? string|Selector a selector; without it all are selected
---@return Selection
function Selection:next(css) end

---Selects the element right before each node; with a selector, those of them that match it.
---@param css? string|Selector a selector; without it all are selected
---@return Selection
function Selection:prev(css) end

---Selects all sibling elements after each node; with a selector, those of them that match it.
---@param css? string|Selector a selector; without it all are selected
---@return Selection
function Selection:next_all(css) end

---Selects all sibling elements before each node, the nearest first; with a selector, those of them that match it.
---@param css? string|Selector a selector; without it all are selected
---@return Selection
function Selection:prev_all(css) end

---Selects the other children of each node's parent; with a selector, those of them that match it.
---@param css? string|Selector a selector; without it all are selected
---@return Selection
function Selection:siblings(css) end

---Selects the first node.
---@return Selection
function Selection:first() end

---Selects the last node.
---@return Selection
function Selection:last() end

---Selects the node at a position, and nothing where there is none.
---@param i integer from 1; negative from the end, -1 being the last
---@return Selection
function Selection:eq(i) end

---Selects the nodes from one position to another, both included; as string.sub does.
---@param i integer the first, from 1; negative from the end
---@param j? integer the last; default -1
---@return Selection
function Selection:slice(i, j) end

---Goes through the nodes: in a for loop each turn gives index and element; with a function, fn(i, el) is called for each until it returns false, and the selection is returned.
---@param fn? function called with index and element
---@return Iterator|Selection
function Selection:each(fn) end

---Calls fn(i, el) for each node and returns a list of what it returned, nils left out.
---@param fn function called with index and element
---@return any[]
function Selection:map(fn) end

---All text of all nodes, put together as it stands in the page.
---@return string
function Selection:text() end

---A list of the text of each node.
---@return string[]
function Selection:texts() end

---The text as a reader would see it: block elements and <br> as line breaks, white space as a browser collapses it, scripts and hidden elements left out.
---@return string
function Selection:visible_text() end

---The markup inside the first node; "" where nothing is selected.
---@return string
function Selection:html() end

---The markup of the first node itself; "" where nothing is selected.
---@return string
function Selection:outer_html() end

---An attribute of the first node; what default is where it has none.
---@param name string the attribute's name; its case does not matter
---@param default? any what stands for a missing one; default nil
---@return string|any
function Selection:attr(name, default) end

---The attributes of the first node, as a table of name and value.
---@return table
function Selection:attrs() end

---A list of the attribute's values over all nodes that have it.
---@param name string the attribute's name; its case does not matter
---@return string[]
function Selection:attr_all(name) end

---Whether one of the nodes has a class.
---@param class string the class's name
---@return boolean
function Selection:has_class(class) end

---A list of the http and https URLs that the links in the selection lead to, made absolute, each once. Where the page's URL is not known, relative ones are left out.
---@return string[]
function Selection:links() end

---The first table in the selection as a list of rows, each a list of texts: the head first, the foot last, a spanning cell's text in every place that it covers. Of selected rows or row groups (tr, thead, tbody, tfoot) it is those. Empty where there is neither.
---@return string[][]
function Selection:table() end

---The nodes as CommonMark, with tables and strike-through; URLs are made absolute where the page's is known.
---@return string
function Selection:markdown() end

---Takes the nodes out of the page.
---@return Selection
function Selection:remove() end

---Gives each element an attribute.
---@param name string the attribute's name
---@param value string its value
---@return Selection
function Selection:set_attr(name, value) end

---Takes an attribute off each element.
---@param name string the attribute's name
---@return Selection
function Selection:remove_attr(name) end

---Gives each element one or more classes.
---@param classes string names with spaces between
---@return Selection
function Selection:add_class(classes) end

---Takes classes off each element.
---@param classes? string names with spaces between; default all of them
---@return Selection
function Selection:remove_class(classes) end

---Makes a text all that is in each element; markup in it is text too.
---@param text string the text
---@return Selection
function Selection:set_text(text) end

---Makes markup all that is in each element.
---@param markup string the markup
---@return Selection
function Selection:set_html(markup) end

---Puts content at the end inside of each element.
---@param content string|Selection markup, or a selection: its nodes move here, and are copied where they go to several places or come from another page
---@return Selection
function Selection:append(content) end

---Puts content at the beginning inside of each element.
---@param content string|Selection markup, or a selection: its nodes move here, and are copied where they go to several places or come from another page
---@return Selection
function Selection:prepend(content) end

---Puts content in the place of each node, which leaves the page.
---@param content string|Selection markup, or a selection: its nodes move here, and are copied where they go to several places or come from another page
---@return Selection
function Selection:replace_with(content) end

---Puts a copy of the content's first element around each node.
---@param content string|Selection markup, or a selection: its nodes move here, and are copied where they go to several places or come from another page
---@return Selection
function Selection:wrap(content) end

---Takes the parent away from around each node: its children stand in its place, as goquery's Unwrap.
---@return Selection
function Selection:unwrap() end

---Selects descendants as BeautifulSoup's find_all: by name or selector, by attributes, by text; all that is given must hold.
---@param what? string|table|boolean|function|Pattern a tag name, a selector, a list of those, true for every element, a regular expression for the name, or a function that is given the element
---@param attrs? string|table attributes and their values: a string, a list, true (has it), false (has it not), a regular expression, or a function that is given the value or nil; a string alone is a class
---@param opts? html.FindAllOptions limit, text, recursive
---@return Selection
function Selection:find_all(what, attrs, opts) end

---Selects the descendants that match a selector, as find does.
---@param css string|Selector a selector
---@return Selection|string[]
function Selection:select(css) end

---The first descendant that matches a selector, or its first string for one with ::text or ::attr(name); nil where there is none.
---@param css string|Selector a selector
---@return Selection|string|nil
function Selection:select_one(css) end

---The texts below the nodes, joined, as BeautifulSoup's get_text: those of scripts and style sheets are left out.
---@param opts? html.GetTextOptions separator, strip
---@return string
function Selection:get_text(opts) end

---Makes records of the selection in one pass, outside the Lua lock: a list of them where items says which elements they are, else one.
---A field is a selector's first match's text, trimmed; "css@attr" its attribute and "@attr" that of the item itself ("." is its text), href and src made absolute where the page's URL is known; "css::text" and "xpath:expr" work too. {css} is the list of every match, { items =, fields = } a list of nested records, { fields = } one. A missing field is nil, a missing list empty.
---A table with select = says more: list = true (every match), re = (an RE2 pattern: its first group, or the whole match), convert = ("trim", "number", "integer", "date" as seconds since 1970, "url", a function of the value, or a list of those, a function last; what cannot be converted is missing), date_format = (how dates are written, in place of convert = "date", as os.date has it: "%d.%m.%Y"), default = (what stands for a missing value), required = true (a missing value is a MissingError). {css, convert = …} takes the same for a list.
---expect = { title = 0.95 } fails the run at its end where fewer records than that had the field; name = says what reports call these records, which is items otherwise.
---@param spec table items, fields, and where wanted name and expect
---@return table[]|table
function Selection:extract(spec) end

---The JSON-LD of the page's scripts, as a list of tables, null as json.null; a block that is a list counts as its members. Blocks that are not JSON are left out and told of in a second result, a list of messages, which is nil where there are none.
---@return table[]
---@return string[]?
function Selection:json_ld() end

---What the page says about itself: title, description, canonical (made absolute), language; opengraph, twitter and other (the remaining <meta name>) with the first value of each name ("og:title" as opengraph.title); and lists, which holds the same three with the list of every value. What is missing is nil.
---@return table
function Selection:meta() end

---A list of the forms in the selection, as they stand now: what is changed in the page later does not change them.
---@return Form[]
function Selection:forms() end

---A compiled CSS selector, accepted wherever a selector's text is.
---@class Selector
---@field css string Its text.
local Selector = {}

---A form of a page, as it stood when forms() read it.
---@class Form
---@field name string Its name, or nil.
---@field id string Its id, or nil.
---@field method string "GET" or "POST".
---@field action string Where it is sent, made absolute where the page's URL is known; nil where nothing is known.
---@field encoding string The type of a POST's body, such as "application/x-www-form-urlencoded".
---@field fields table[] A new list of its fields in the page's order: name, type, value, and where they apply checked, disabled, required, multiple, options (value, text, selected, disabled).
local Form = {}

---Sends the form through a session as a browser would, with the headers Referer and Origin of its page, and returns what session:request returns: the response.
---@param session Session an http.Session, or what has a method request(method, url, opts)
---@param values? table by field name: a string or number, a list for several, true to tick a box, false to leave the field out; fields not named are sent as they stand
---@param opts? html.SubmitOptions button, extra, request
---@return Response
function Form:submit(session, values, opts) end

---What submit would send, as a table: method, url, and for a POST content_type and body; data is the list of {name, value} pairs, headers holds Referer and Origin.
---@param values? table by field name: a string or number, a list for several, true to tick a box, false to leave the field out; fields not named are sent as they stand
---@param opts? html.SubmitOptions button, extra, request
---@return table
function Form:request(values, opts) end

---Web pages: parsing, selecting, changing, and making records of them, after goquery, BeautifulSoup and parsel.
---@class htmllib
---@field Error Kind The root of all kinds.
---@field ArgumentError Kind A function was given a value that it does not take.
---@field SelectorError Kind A CSS selector or an XPath expression cannot be understood; the message shows the place, the fields are selector, offset (in bytes, from 1) and, in an extract, field.
---@field DocumentError Kind A page, or what is asked of it, goes above a bound that keeps time and memory in hand.
---@field MissingError Kind A required field of a record is missing or cannot be converted; the fields are record (from 1), field, url and text.
---@field FormError Kind A form cannot be sent like that: it has no such field, choice or button, or its URL is not known.
local html = {}

---Parses a page as a browser would: there is no malformed HTML. The result is the Document, a Selection of the page's root.
---@param text string the page's markup
---@param opts? html.ParseOptions where it came from, and in which encoding
---@return Selection
function html.parse(text, opts) end

---Compiles a CSS selector, to find a mistake in it early; selectors given as text are compiled once, too.
---@param css string a selector; it may end in ::text or ::attr(name)
---@return Selector
function html.compile(css) end

return html
