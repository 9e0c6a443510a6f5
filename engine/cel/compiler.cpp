#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/cel/code.hpp"
#include "engine/cel/steps.hpp"
#include "engine/cel/steps_quick.hpp"

namespace makegood::cel {

namespace {

/// What may be worked out while compiling costs at most so much.
constexpr std::int64_t constant_cost_max = 10'000;
/// A pattern may take a megabyte.
constexpr std::size_t patterns_max = 64;

Value literal_value(const Literal& literal) {
    struct {
        Value operator()(std::nullptr_t) const { return Value::null(); }
        Value operator()(bool value) const { return Value::of(value); }
        Value operator()(std::int64_t value) const { return Value::of(value); }
        Value operator()(std::uint64_t value) const { return Value::of(value); }
        Value operator()(double value) const { return Value::of(value); }
        Value operator()(const std::string& value) const { return Value::string(value); }
        Value operator()(const Bytes& value) const { return Value::bytes(value.bytes); }
    } to_value;
    return std::visit(to_value, literal);
}

bool are_constant(Steps steps) {
    return std::all_of(steps.begin(), steps.end(), [](const Step* step) { return step->constant() != nullptr; });
}

class Compiler {
  public:
    Compiler(Code& code, SourceFindings& findings) : code_(code), findings_(findings) {}

    void run() {
        code_.step_of.assign(code_.ast.nodes.size(), nullptr);
        code_.root = visit(code_.ast.root);
        code_.cost = cost_;
    }

  private:
    const Step* visit(NodeIndex index) {
        ++cost_;
        const Step* step = make_step(index, code_.ast.at(index));
        code_.step_of[index] = step;
        return step;
    }

    std::vector<const Step*> visit_children(const Node& node) {
        std::vector<const Step*> steps;
        for (const NodeIndex child : node.children) steps.push_back(visit(child));
        return steps;
    }

    const Step* make_step(NodeIndex index, const Node& node) {
        switch (node.kind) {
            case NodeKind::literal: return make_constant(code_.steps, index, literal_value(node.literal));
            case NodeKind::name: return make_name(index, node);
            case NodeKind::message: return make_failure(code_.steps, index, "messages are not supported");
            case NodeKind::call: return make_function_call(index, node);
            case NodeKind::all:
            case NodeKind::exists:
            case NodeKind::exists_one:
            case NodeKind::filter:
            case NodeKind::map_list:
            case NodeKind::transform_list:
            case NodeKind::transform_map:
            case NodeKind::transform_map_entry: return make_loop_step(index, node);
            default: return make_plain(index, node);
        }
    }

    const Step* make_name(NodeIndex index, const Node& node) {
        switch (node.meaning) {
            case Meaning::fact:
                code_.facts = std::max(code_.facts, node.slot + 1);
                return make_fact(code_.steps, index, node.slot);
            case Meaning::local: return make_local(code_.steps, index, node.slot);
            case Meaning::type_name: return make_constant(code_.steps, index, Value::type_of(node.type));
            case Meaning::unresolved: break;
        }
        return fail(index, "undeclared reference to " + quote_for_error(node.text));
    }

    const Step* fail(NodeIndex index, const std::string& words) {
        return make_failure(code_.steps, index, code_.steps.copy(words));
    }

    /// What all children of are run first, or in a way that does not hang on the children's nodes.
    const Step* make_plain(NodeIndex index, const Node& node) {
        Arena& arena = code_.steps;
        const auto parts = visit_children(node);
        switch (node.kind) {
            case NodeKind::select: return quicken_path(settle(make_select(arena, code_.ast, index, parts[0]), parts));
            case NodeKind::presence:
                return quicken_path(settle(make_presence(arena, code_.ast, index, parts[0]), parts));
            case NodeKind::index: return settle(make_index(arena, code_.ast, index, parts), parts);
            case NodeKind::logical_not: return settle(make_not(arena, index, parts[0]), parts);
            case NodeKind::negate: return settle(make_negate(arena, index, parts[0]), parts);
            case NodeKind::logical_and: return settle(make_and(arena, index, parts), parts);
            case NodeKind::logical_or: return settle(make_or(arena, index, parts), parts);
            case NodeKind::conditional: return settle(make_conditional(arena, index, parts), parts);
            case NodeKind::list: return settle(make_list(arena, code_.ast, index, parts), parts);
            case NodeKind::map: return settle(make_map(arena, code_.ast, index, parts), parts);
            case NodeKind::binary: return make_binary(index, node, parts);
            case NodeKind::bind:
            case NodeKind::block: return make_bindings(arena, index, node.first_local, parts);
            case NodeKind::opt_map: return make_opt_map(arena, index, node.first_local, parts, false);
            case NodeKind::opt_flat_map: return make_opt_map(arena, index, node.first_local, parts, true);
            default: return make_failure(arena, index, "not understood");
        }
    }

    /// What hangs on constants alone is a constant, unless it goes wrong: then it does so when it runs.
    const Step* settle(const Step* step, Steps parts) {
        if (!are_constant(parts)) return step;
        TypeStore types;
        Machine machine{nullptr, nullptr, constant_cost_max, code_.constants, code_.ast, code_.schema, types, nullptr};
        const Value value = step->run(machine);
        if (value.is_error() || machine.is_spent()) return step;
        return make_constant(code_.steps, step->node(), value);
    }

    /// The host's functions of that name, style and number of parameters that may take arguments of the nodes' types.
    std::vector<const HostFunction*> host_functions(const Node& node, const std::vector<NodeIndex>& arguments) const {
        std::vector<const HostFunction*> found;
        for (const HostFunction& function : code_.schema.functions()) {
            if (function.name != node.text || function.is_member != node.is_member) continue;
            if (function.parameters.size() == arguments.size() && may_take(function, arguments)) {
                found.push_back(&function);
            }
        }
        return found;
    }

    bool may_take(const HostFunction& function, const std::vector<NodeIndex>& arguments) const {
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const TypeKind argument = code_.ast.type_of(code_.ast.at(arguments[i])).kind();
            const TypeKind parameter = function.parameters[i].kind();
            const bool is_open = argument == TypeKind::dyn || argument == TypeKind::parameter ||
                                 parameter == TypeKind::dyn || parameter == TypeKind::parameter;
            if (!is_open && argument != parameter) return false;
        }
        return true;
    }

    const Step* make_binary(NodeIndex index, const Node& node, Steps parts) {
        const Operator apply = find_operator(node.text);
        if (apply == nullptr) return fail(index, "no such operator: " + quote_for_error(node.text));
        const auto overloads = host_functions(node, node.children);
        if (!overloads.empty()) {
            return settle(make_host_operator(code_.steps, index, overloads, apply, parts), parts);
        }
        return quicken_binary(settle(make_quick_operator(code_.steps, node.text, parts, apply, index), parts), node,
                              parts);
    }

    const Step* quicken_path(const Step* general) {
        const auto path = path_of(code_.ast, general->node());
        if (general->constant() != nullptr || !path) return general;
        const bool is_presence = code_.ast.at(general->node()).kind == NodeKind::presence;
        return is_presence ? make_path_presence(code_.steps, *path, general) : make_path(code_.steps, *path, general);
    }

    const Step* quicken_binary(const Step* general, const Node& node, Steps parts) {
        const Value* left = parts[0]->constant();
        const Value* right = parts[1]->constant();
        if (right != nullptr && left == nullptr) {
            const auto path = path_of(code_.ast, node.children[0]);
            if (!path) return general;
            if (node.text != "@in") return make_path_comparison(code_.steps, *path, node.text, *right, general);
            if (right->kind == ValueKind::list) return make_path_membership(code_.steps, *path, *right->list, general);
        }
        if (left == nullptr && right == nullptr) {
            const auto one = path_of(code_.ast, node.children[0]);
            const auto other = path_of(code_.ast, node.children[1]);
            return one && other ? make_paths_comparison(code_.steps, *one, *other, node.text, general) : general;
        }
        return left != nullptr && right == nullptr ? quicken_constant_first(general, node, *left) : general;
    }

    const Step* quicken_constant_first(const Step* general, const Node& node, const Value& constant) {
        const auto path = path_of(code_.ast, node.children[1]);
        if (!path) return general;
        const bool is_text = constant.kind == ValueKind::string;
        if (node.text == "@in" && is_text) return make_path_has_text(code_.steps, *path, constant.view(), general);
        if (exchanged(node.text).empty()) return general;
        return make_path_comparison(code_.steps, *path, exchanged(node.text), constant, general);
    }

    const Step* quicken_call(const Step* general, const Node& node, Steps parts) {
        const Value* part = parts.size() == 2 ? parts[1]->constant() : nullptr;
        if (!node.is_member || general->constant() != nullptr || part == nullptr || part->kind != ValueKind::string) {
            return general;
        }
        const auto path = path_of(code_.ast, node.children[0]);
        return path ? make_path_text_test(code_.steps, *path, node.text, part->view(), general) : general;
    }

    const Step* make_function_call(NodeIndex index, const Node& node) {
        const auto parts = visit_children(node);
        const auto overloads = host_functions(node, node.children);
        if (overloads.empty() && node.is_member && parts.size() == 2 && (node.text == "or" || node.text == "orValue")) {
            return make_alternative(code_.steps, index, parts, node.text == "orValue");
        }
        const auto* function = find_function(node.text, node.is_member, parts.size());
        if (overloads.empty() && function != nullptr) return make_library_call(index, *function, parts);
        if (overloads.empty() && !is_known(node.text)) {
            return fail(index, "no such function: " + quote_for_error(node.text));
        }
        // Without any overload it says which there is none of.
        const auto otherwise = function == nullptr ? nullptr : function->run;
        const Step* step = make_host_call(code_.steps, index, overloads, otherwise, parts);
        return function == nullptr || function->is_constant ? settle(step, parts) : step;
    }

    bool is_known(std::string_view name) const {
        const auto& functions = code_.schema.functions();
        return is_library_function(name) ||
               std::any_of(functions.begin(), functions.end(), [&](const auto& f) { return f.name == name; });
    }

    const Step* make_library_call(NodeIndex index, const LibraryFunction& function, Steps parts) {
        const Value* pattern = function.name == "matches" ? parts[1]->constant() : nullptr;
        if (pattern != nullptr && pattern->kind == ValueKind::string) return make_pattern(index, *pattern, parts);
        const Step* step = make_call(code_.steps, index, function.run, parts);
        return function.is_constant ? quicken_call(settle(step, parts), code_.ast.at(index), parts) : step;
    }

    const Step* make_pattern(NodeIndex index, const Value& source, Steps parts) {
        const Node& at = code_.ast.at(parts[1]->node());
        if (code_.patterns.size() == patterns_max) {
            findings_.push_back({code_.ast.place_at(at.begin), "one more pattern", "at most 64 in one expression"});
            return make_failure(code_.steps, index, "one pattern too many");
        }
        auto pattern = Pattern::compile(source.view());
        if (!pattern) {
            findings_.push_back({code_.ast.place_at(at.begin),
                                 quote_for_error(source.view()) + " is no pattern: " + pattern.error(),
                                 "a regular expression in the syntax of RE2"});
            return make_failure(code_.steps, index, "a pattern that is none");
        }
        code_.patterns.push_back(std::move(pattern).value());
        return settle(make_matches(code_.steps, index, parts[0], code_.patterns.back()), parts);
    }

    const Step* make_loop_step(NodeIndex index, const Node& node) {
        Loop loop;
        loop.range = visit(node.children[0]);
        loop.slot = node.first_local;
        loop.has_two = node.variables.size() == 2;
        const std::int64_t outside = std::exchange(cost_, 1);
        if (node.children.size() == 3) loop.filter = visit(node.children[1]);
        loop.body = visit(node.children.back());
        loop.cost_each = std::exchange(cost_, outside);
        return make_loop(code_.steps, index, node.kind, loop);
    }

    Code& code_;
    SourceFindings& findings_;
    std::int64_t cost_ = 0;
};

}  // namespace

void compile_steps(Code& code, SourceFindings& findings) {
    Compiler(code, findings).run();
}

}  // namespace makegood::cel
