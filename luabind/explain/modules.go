package explain

import "fmt"

// elsewhereModules are modules of other Luas and of LuaRocks, by the module that does
// their work here, and what of it.
var elsewhereModules = map[string][2]string{
	"socket.http":    {"http", "http.get(url)"},
	"ssl.https":      {"http", "http.get(url)"},
	"http.request":   {"http", "http.get(url)"},
	"resty.http":     {"http", "http.get(url)"},
	"requests":       {"http", "http.get(url)"},
	"curl":           {"http", "http.get(url)"},
	"cURL":           {"http", "http.get(url)"},
	"lcurl":          {"http", "http.get(url)"},
	"socket":         {"http", "http.get(url), and time.sleep(seconds) of the module time"},
	"socket.url":     {"url", "url.parse(text), url.join(base, link)"},
	"net.url":        {"url", "url.parse(text), url.join(base, link)"},
	"ltn12":          {"http", "http.get(url, {stream = true}):iter_content()"},
	"mime":           {"base64", "base64.encode(bytes)"},
	"cjson":          {"json", "json.encode(value), json.decode(text)"},
	"cjson.safe":     {"json", "json.encode(value), json.decode(text)"},
	"dkjson":         {"json", "json.encode(value), json.decode(text)"},
	"rapidjson":      {"json", "json.encode(value), json.decode(text)"},
	"lunajson":       {"json", "json.encode(value), json.decode(text)"},
	"gumbo":          {"html", "html.parse(text):find(css)"},
	"htmlparser":     {"html", "html.parse(text):find(css)"},
	"lxp":            {"xml", "xml.parse(text)"},
	"lxp.lom":        {"xml", "xml.parse(text)"},
	"xml2lua":        {"xml", "xml.parse(text)"},
	"SLAXML":         {"xml", "xml.parse(text)"},
	"ftcsv":          {"csv", "csv.decode(text), csv.read(path)"},
	"lfs":            {"fs", "fs.list(path), fs.stat(path)"},
	"lsqlite3":       {"store", "store.open(path)"},
	"luasql.sqlite3": {"store", "store.open(path)"},
	"rex_pcre":       {"re", "re.match(pattern, text)"},
	"rex_pcre2":      {"re", "re.match(pattern, text)"},
	"lpeg":           {"re", "re.match(pattern, text)"},
	"zlib":           {"gzip", "gzip.decompress(bytes)"},
	"md5":            {"hash", "hash.md5(bytes)"},
	"sha1":           {"hash", "hash.sha1(bytes)"},
	"sha2":           {"hash", "hash.sha256(bytes)"},
	"openssl.digest": {"hash", "hash.sha256(bytes)"},
	"lanes":          {"futures", "futures.ThreadPoolExecutor(n):submit(fn, …)"},
	"copas":          {"futures", "futures.ThreadPoolExecutor(n):submit(fn, …)"},
	"llthreads2":     {"futures", "futures.ThreadPoolExecutor(n):submit(fn, …)"},
	"luaunit":        {"check", "check.test(name, fn)"},
	"busted":         {"check", "check.test(name, fn)"},
	"posix":          {"fs", "fs.stat(path), and os and io"},
}

// ModuleHint is what to write for a module that later Luas, or others' libraries, have;
// "" for names that it does not know.
func ModuleHint(name string) string {
	if here := elsewhereModules[name]; here[0] != "" {
		return fmt.Sprintf("here it is require %q: %s", here[0], here[1])
	}
	return lackingLibraries[name]
}

// lackingLibraries are the libraries of other Luas that nothing here stands for.
var lackingLibraries = map[string]string{
	"utf8":  "utf8 came with Lua 5.3; here strings are bytes: #s counts bytes, and s:gmatch(\"[%z\\1-\\127\\194-\\244][\\128-\\191]*\") goes through characters",
	"bit32": "bit32 was in Lua 5.2 only; Lua 5.1 has no bit operations",
	"bit":   "bit is LuaJIT's; Lua 5.1 has no bit operations",
	"ffi":   "ffi is LuaJIT's; there is no way to C here",
	"jit":   "jit is LuaJIT's; the language here is Lua 5.1",
}
