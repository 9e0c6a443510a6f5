#include "engine/cel/macros.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <utility>

#include "engine/cel/lexer.hpp"

namespace makegood::cel {

namespace {

struct Macro {
    std::string_view name;
    std::size_t arguments;  ///< behind the target
    std::size_t variables;  ///< so many of them, from the first, name variables
    NodeKind kind;
};

constexpr std::array member_macros{
    Macro{"all", 2, 1, NodeKind::all},
    Macro{"exists", 2, 1, NodeKind::exists},
    Macro{"exists_one", 2, 1, NodeKind::exists_one},
    Macro{"existsOne", 2, 1, NodeKind::exists_one},
    Macro{"filter", 2, 1, NodeKind::filter},
    Macro{"map", 2, 1, NodeKind::map_list},
    Macro{"map", 3, 1, NodeKind::map_list},
    Macro{"all", 3, 2, NodeKind::all},
    Macro{"exists", 3, 2, NodeKind::exists},
    Macro{"exists_one", 3, 2, NodeKind::exists_one},
    Macro{"existsOne", 3, 2, NodeKind::exists_one},
    Macro{"transformList", 3, 2, NodeKind::transform_list},
    Macro{"transformList", 4, 2, NodeKind::transform_list},
    Macro{"transformMap", 3, 2, NodeKind::transform_map},
    Macro{"transformMap", 4, 2, NodeKind::transform_map},
    Macro{"transformMapEntry", 3, 2, NodeKind::transform_map_entry},
    Macro{"transformMapEntry", 4, 2, NodeKind::transform_map_entry},
    Macro{"optMap", 2, 1, NodeKind::opt_map},
    Macro{"optFlatMap", 2, 1, NodeKind::opt_flat_map},
};

class MacroReader {
  public:
    MacroReader(const Ast& ast, Node& call, SourceFindings& findings) : ast_(ast), call_(call), findings_(findings) {}

    void read() {
        if (!call_.is_member) {
            if (call_.text == "has" && !call_.is_rooted && call_.children.size() == 1) read_has();
            return;
        }
        const Node& target = ast_.at(call_.children[0]);
        if (target.kind == NodeKind::name && target.text == "cel" && read_cel()) return;
        const std::size_t arguments = call_.children.size() - 1;
        const auto macro = std::find_if(member_macros.begin(), member_macros.end(), [&](const Macro& m) {
            return m.name == call_.text && m.arguments == arguments;
        });
        if (macro != member_macros.end()) read_member(*macro);
    }

  private:
    const Node& argument(std::size_t place) const { return ast_.at(call_.children[place]); }

    void note(const Node& node, std::string found, std::string expected) {
        findings_.push_back({ast_.place_at(node.begin), std::move(found), std::move(expected)});
    }

    std::string quote(const Node& node) const { return quote_source(ast_.text_of(node)); }

    void read_has() {
        const Node& asked = argument(0);
        if (asked.kind != NodeKind::select || asked.is_optional) {
            return note(asked, quote(asked) + " in has()", "a field, as in has(claim.worth)");
        }
        call_.kind = NodeKind::presence;
        call_.place = asked.place;
        call_.children = asked.children;
        call_.text = asked.text;
    }

    void read_member(const Macro& macro) {
        call_.kind = macro.kind;
        read_variables(1, macro.variables);
    }

    /// The arguments from the child `first` on name variables, and are no children any more.
    void read_variables(std::size_t first, std::size_t count) {
        const auto begin = call_.children.begin() + static_cast<std::ptrdiff_t>(first);
        for (std::size_t i = 0; i < count; ++i) {
            const Node& named = argument(first + i);
            if (named.kind != NodeKind::name || named.is_rooted) {
                note(named, quote(named) + " as a variable of " + call_.text + "()", "a simple name, as in x");
            } else if (named.text == "__result__") {
                note(named, "`__result__` as a variable", "another name: this one is reserved");
            } else if (std::count(call_.variables.begin(), call_.variables.end(), named.text) > 0) {
                note(named, "`" + named.text + "` twice", "two variables with different names");
            }
            call_.variables.push_back(named.text);
        }
        call_.children.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
        call_.is_member = false;
    }

    bool read_cel() {
        const std::size_t arguments = call_.children.size() - 1;
        if (call_.text == "bind" && arguments == 3) {
            read_bind();
        } else if (call_.text == "block" && arguments == 2) {
            read_block();
        } else if (call_.text == "index" && arguments == 1) {
            read_numbered("@index");
        } else if (call_.text == "iterVar" && arguments == 2) {
            read_numbered("@it");
        } else {
            return false;
        }
        return true;
    }

    void read_bind() {
        call_.kind = NodeKind::bind;
        call_.children.erase(call_.children.begin());
        read_variables(0, 1);
    }

    void read_block() {
        const Node& bound = argument(1);
        const bool is_plain = std::find(bound.optionals.begin(), bound.optionals.end(), true) == bound.optionals.end();
        if (bound.kind != NodeKind::list || !is_plain) {
            return note(bound, quote(bound) + " in cel.block()", "a list, written out, of the values to bind");
        }
        const NodeIndex body = call_.children[2];
        call_.kind = NodeKind::block;
        call_.is_member = false;
        call_.children = bound.children;
        for (std::size_t i = 0; i < bound.children.size(); ++i) {
            call_.variables.push_back("@index:" + std::to_string(i));
        }
        call_.children.push_back(body);
    }

    /// cel.index(1) is the name of a variable of the block: @index:1.
    void read_numbered(std::string name) {
        for (std::size_t i = 1; i < call_.children.size(); ++i) {
            const Node& number = argument(i);
            const auto* value = std::get_if<std::int64_t>(&number.literal);
            if (number.kind != NodeKind::literal || value == nullptr || *value < 0) {
                return note(number, quote(number) + " in cel." + call_.text + "()",
                            "a number, written out: 0, 1, 2...");
            }
            name += ":" + std::to_string(*value);
        }
        call_.kind = NodeKind::name;
        call_.is_member = false;
        call_.text = std::move(name);
        call_.children.clear();
    }

    const Ast& ast_;
    Node& call_;
    SourceFindings& findings_;
};

}  // namespace

void read_macro(const Ast& ast, Node& call, SourceFindings& findings) {
    MacroReader(ast, call, findings).read();
}

}  // namespace makegood::cel
