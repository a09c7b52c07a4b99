package luaxml

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/antchfx/xmlquery"
	"github.com/antchfx/xpath"
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session/page"
)

type xpathOptions struct {
	Namespaces *lua.LTable `lua:"namespaces" doc:"prefixes of the expression and the namespaces that they stand for; default: the prefixes of the document"`
}

// evaluate gives float64, string, bool, or []any of *xmlquery.Node and string.
func evaluate(top *xmlquery.Node, expr *xpath.Expr) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = bind.Errorf(XPathError, "%s: %v", expr, r) // the library says so what a function does not take
		}
	}()
	switch v := expr.Evaluate(xmlquery.CreateXPathNavigator(top)).(type) {
	case *xpath.NodeIterator:
		list := []any{}
		for v.MoveNext() {
			nav := v.Current().(*xmlquery.NodeNavigator)
			n := nav.Current()
			switch {
			case nav.NodeType() == xpath.AttributeNode:
				list = append(list, nav.Value())
			case n.Type == xmlquery.ElementNode || n.Type == xmlquery.DocumentNode:
				list = append(list, n)
			default:
				list = append(list, n.Data)
			}
		}
		return list, nil
	case float64, string, bool:
		return v, nil
	default:
		return nil, fmt.Errorf("XPath gave a %T", v)
	}
}

// compile makes an expression ready. The grammar is checked first: the library takes
// what follows a whole expression for granted, and says little of where it fails.
func compile(c *bind.Call, text string, o xpathOptions) (expr *xpath.Expr, err error) {
	if _, err := page.CompileXPath(text); err != nil {
		return nil, bind.Errorf(XPathError, "%s", err)
	}
	namespaces := map[string]string{}
	if o.Namespaces != nil {
		o.Namespaces.ForEach(func(k, v lua.LValue) {
			prefix, ok1 := k.(lua.LString)
			space, ok2 := v.(lua.LString)
			if !ok1 || !ok2 {
				err = c.Badf("option 'namespaces' must be strings by strings, not %s by %s", bind.Show(v), bind.Show(k))
			}
			namespaces[string(prefix)] = string(space)
		})
		if err != nil {
			return nil, err
		}
		expr, err = xpath.CompileWithNS(spelled(text, namespaces), namespaces)
	} else {
		expr, err = xpath.Compile(spelled(text, nil))
	}
	if err != nil {
		return nil, bind.Errorf(XPathError, "%s: %s", text, err.Error())
	}
	return expr, nil
}

func runXPath(c *bind.Call) error {
	var o xpathOptions
	if err := c.Options(2, &o); err != nil {
		return err
	}
	expr, err := compile(c, c.String(1), o)
	if err != nil {
		return err
	}
	top := c.Self().(*xmlquery.Node)
	var result any
	c.Unlocked(func() { result, err = evaluate(top, expr) })
	if err != nil {
		return err
	}
	switch v := result.(type) {
	case float64:
		return c.Return(lua.LNumber(v))
	case string:
		return c.Return(lua.LString(v))
	case bool:
		return c.Return(lua.LBool(v))
	}
	items := result.([]any)
	list := c.NewTable(len(items), 0)
	for i, item := range items {
		if n, ok := item.(*xmlquery.Node); ok {
			list.RawSetInt(i+1, node(c, n))
		} else {
			list.RawSetInt(i+1, lua.LString(item.(string)))
		}
	}
	return c.Return(list)
}

// wildcard matches prefix:* in an expression, and strings, which may hold such text.
var wildcard = regexp.MustCompile(`"[^"]*"|'[^']*'|([\pL_][\pL\pN_.-]*):\*`)

// spelled is an expression with prefix:* written out, which the library takes for a
// name that nothing has.
func spelled(text string, namespaces map[string]string) string {
	return wildcard.ReplaceAllStringFunc(text, func(found string) string {
		prefix, ok := strings.CutSuffix(found, ":*")
		if !ok || prefix[0] == '"' || prefix[0] == '\'' {
			return found
		}
		if space, ok := namespaces[prefix]; ok {
			quote := `"`
			if strings.Contains(space, quote) {
				quote = "'"
			}
			return "*[namespace-uri() = " + quote + space + quote + "]"
		}
		return `*[starts-with(name(), "` + prefix + `:")]`
	})
}
