#include <algorithm>
#include <string>
#include <utility>

#include "engine/cel/checker.hpp"
#include "engine/cel/signatures.hpp"

namespace makegood::cel {

namespace {

struct TypeName {
    std::string_view name;
    TypeKind kind;
};
/// Source: langdef.md, "Values" and "Abstract Types".
constexpr TypeName type_names[] = {
    {"bool", TypeKind::boolean},
    {"int", TypeKind::int64},
    {"uint", TypeKind::uint64},
    {"double", TypeKind::float64},
    {"string", TypeKind::string},
    {"bytes", TypeKind::bytes},
    {"null_type", TypeKind::null},
    {"type", TypeKind::type},
    {"list", TypeKind::list},
    {"map", TypeKind::map},
    {"optional_type", TypeKind::optional},
    {"google.protobuf.Timestamp", TypeKind::timestamp},
    {"google.protobuf.Duration", TypeKind::duration},
};

Type type_named(TypeKind kind) {
    if (kind == TypeKind::list) return Type::list({});
    if (kind == TypeKind::map) return Type::map({}, {});
    if (kind == TypeKind::optional) return Type::optional({});
    return kind;
}

class Resolver {
  public:
    Resolver(Ast& ast, const Schema& schema, std::string_view container) : ast_(ast), schema_(schema) {
        for (std::string_view rest = container; !rest.empty();) {
            prefixes_.push_back(std::string(rest) + ".");
            const std::size_t dot = rest.rfind('.');
            rest = dot == std::string_view::npos ? std::string_view() : rest.substr(0, dot);
        }
        prefixes_.emplace_back();
    }

    void resolve() {
        ast_.locals = 0;
        visit(ast_.root);
    }

  private:
    struct Local {
        std::string name;
        std::uint32_t slot;
    };

    void visit(NodeIndex index) {
        switch (ast_.at(index).kind) {
            case NodeKind::name:
            case NodeKind::select: return visit_path(index);
            case NodeKind::call: return visit_call(index);
            case NodeKind::block: return visit_block(index);
            case NodeKind::all:
            case NodeKind::exists:
            case NodeKind::exists_one:
            case NodeKind::filter:
            case NodeKind::map_list:
            case NodeKind::transform_list:
            case NodeKind::transform_map:
            case NodeKind::transform_map_entry:
            case NodeKind::bind:
            case NodeKind::opt_map:
            case NodeKind::opt_flat_map: return visit_macro(index);
            default: return visit_children(index, 0);
        }
    }

    void visit_children(NodeIndex index, std::size_t first) {
        for (std::size_t i = first; i < ast_.at(index).children.size(); ++i) visit(ast_.at(index).children[i]);
    }

    /// The longest beginning of a.b.c that means something is a name, the rest are fields of it.
    void visit_path(NodeIndex index) {
        Node& node = ast_.nodes[index];
        bool is_rooted = false;
        const std::string path = path_of(index, is_rooted);
        if (node.kind == NodeKind::name && !node.is_rooted && find_local(node)) return;
        if (!path.empty() && find_global(node, path, is_rooted)) return;
        if (node.kind == NodeKind::select) visit(node.children[0]);
    }

    /// "a.b.c" where the node is that, and `a` no local variable; else empty.
    std::string path_of(NodeIndex index, bool& is_rooted) const {
        const Node& node = ast_.at(index);
        if (node.kind == NodeKind::name) {
            is_rooted = node.is_rooted;
            return !node.is_rooted && local(node.text) != nullptr ? std::string() : node.text;
        }
        if (node.kind != NodeKind::select || node.is_optional) return {};
        std::string path = path_of(node.children[0], is_rooted);
        return path.empty() ? path : path + "." + node.text;
    }

    [[nodiscard]] const Local* local(std::string_view name) const {
        const auto found = std::find_if(scope_.rbegin(), scope_.rend(), [&](const Local& l) { return l.name == name; });
        return found == scope_.rend() ? nullptr : &*found;
    }

    bool find_local(Node& node) {
        const Local* found = local(node.text);
        if (found == nullptr) return false;
        node.meaning = Meaning::local;
        node.slot = found->slot;
        return true;
    }

    bool find_global(Node& node, const std::string& path, bool is_rooted) {
        for (const std::string& prefix : prefixes_) {
            if (is_rooted && !prefix.empty()) continue;
            if (find_exactly(node, prefix + path)) return true;
        }
        return false;
    }

    bool find_exactly(Node& node, std::string name) {
        if (const auto slot = schema_.find(name)) {
            node.meaning = Meaning::fact;
            node.slot = *slot;
        } else if (!find_type(node, name)) {
            return false;
        }
        node.kind = NodeKind::name;
        node.text = std::move(name);
        node.children.clear();
        return true;
    }

    bool find_type(Node& node, std::string_view name) {
        for (const TypeName& known : type_names) {
            if (known.name != name) continue;
            node.meaning = Meaning::type_name;
            node.type = type_named(known.kind);
            return true;
        }
        for (const OpaqueType* opaque : schema_.opaques()) {
            if (opaque->name() != name) continue;
            node.meaning = Meaning::type_name;
            node.type = Type::opaque(*opaque);
            return true;
        }
        return false;
    }

    /// a.b.f(x) may be the function a.b.f, or the function f called on a.b.
    void visit_call(NodeIndex index) {
        Node& node = ast_.nodes[index];
        if (!node.is_member) {
            find_function(node, node.text, node.is_rooted);
            return visit_children(index, 0);
        }
        bool is_rooted = false;
        const std::string path = path_of(node.children[0], is_rooted);
        if (!path.empty() && find_function(node, path + "." + node.text, is_rooted)) {
            node.is_member = false;
            node.children.erase(node.children.begin());
        }
        visit_children(index, 0);
    }

    bool find_function(Node& node, const std::string& path, bool is_rooted) {
        for (const std::string& prefix : prefixes_) {
            if (is_rooted && !prefix.empty()) continue;
            if (!is_function(schema_, prefix + path)) continue;
            node.text = prefix + path;
            return true;
        }
        return false;
    }

    /// The first child is outside the macro's scope.
    void visit_macro(NodeIndex index) {
        visit(ast_.at(index).children[0]);
        Node& node = ast_.nodes[index];
        node.first_local = take_slots(node.variables.size());
        for (std::size_t i = 0; i < node.variables.size(); ++i) enter(node, i);
        visit_children(index, 1);
        leave(node);
    }

    /// Each value sees those before it.
    void visit_block(NodeIndex index) {
        Node& node = ast_.nodes[index];
        node.first_local = take_slots(node.variables.size());
        for (std::size_t i = 0; i < node.variables.size(); ++i) {
            visit(node.children[i]);
            enter(node, i);
        }
        visit(node.children.back());
        leave(node);
    }

    std::uint32_t take_slots(std::size_t count) {
        const std::uint32_t first = next_slot_;
        next_slot_ += static_cast<std::uint32_t>(count);
        ast_.locals = std::max(ast_.locals, next_slot_);
        return first;
    }

    void enter(const Node& node, std::size_t variable) {
        scope_.push_back({node.variables[variable], node.first_local + static_cast<std::uint32_t>(variable)});
    }

    void leave(const Node& node) {
        scope_.erase(scope_.end() - static_cast<std::ptrdiff_t>(node.variables.size()), scope_.end());
        next_slot_ = node.first_local;
    }

    Ast& ast_;
    const Schema& schema_;
    std::vector<std::string> prefixes_;  ///< "A.B.", "A.", ""
    std::vector<Local> scope_;
    std::uint32_t next_slot_ = 0;
};

}  // namespace

void resolve(Ast& ast, const Schema& schema, std::string_view container) {
    Resolver(ast, schema, container).resolve();
}

}  // namespace makegood::cel
