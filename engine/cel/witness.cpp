#include "engine/cel/witness.hpp"

namespace makegood::cel {

namespace {

class Search {
  public:
    Search(const Code& code, Machine& machine, Evaluator::Witness& witness)
        : code_(code), machine_(machine), witness_(witness) {}

    /// The node gave false: looks for what made it so.
    void descend(NodeIndex index) {
        const Node& node = code_.ast.at(index);
        switch (node.kind) {
            case NodeKind::logical_and: return descend_chain(index, node);
            case NodeKind::conditional: return descend_conditional(index, node);
            case NodeKind::bind:
            case NodeKind::block: return descend_bindings(node);
            case NodeKind::all: return descend_all(index, node);
            default: return tell(index, node);
        }
    }

  private:
    Value run(NodeIndex index) { return code_.step_of[index]->run(machine_); }

    static bool is_false(const Value& value) { return value.kind == ValueKind::boolean && !value.boolean; }

    void descend_chain(NodeIndex index, const Node& node) {
        for (const NodeIndex child : node.children) {
            if (is_false(run(child))) return descend(child);
        }
        tell(index, node);
    }

    void descend_conditional(NodeIndex index, const Node& node) {
        const Value condition = run(node.children[0]);
        if (condition.kind != ValueKind::boolean) return tell(index, node);
        descend(node.children[condition.boolean ? 1 : 2]);
    }

    void descend_bindings(const Node& node) {
        for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
            machine_.locals[node.first_local + i] = run(node.children[i]);
        }
        descend(node.children.back());
    }

    void descend_all(NodeIndex index, const Node& node) {
        const Value range = run(node.children[0]);
        if (range.kind != ValueKind::list || node.variables.size() != 1) return tell(index, node);
        for (const Value& item : range.list->items) {
            if (--machine_.budget < 0) break;
            machine_.locals[node.first_local] = item;
            if (is_false(run(node.children[1]))) return descend(node.children[1]);
        }
        tell(index, node);
    }

    /// How many of a node's children have a value outside of a loop, and one that tells more than the node's own.
    static std::size_t count_parts(const Node& node) {
        switch (node.kind) {
            case NodeKind::literal:
            case NodeKind::name:
            case NodeKind::select:
            case NodeKind::index:
            case NodeKind::presence: return 0;
            case NodeKind::all:
            case NodeKind::exists:
            case NodeKind::exists_one:
            case NodeKind::opt_map:
            case NodeKind::opt_flat_map: return 1;
            default: return node.children.size();
        }
    }

    void tell(NodeIndex index, const Node& node) {
        witness_.node = index;
        for (std::size_t i = 0; i < count_parts(node); ++i) {
            witness_.parts.emplace_back(node.children[i], run(node.children[i]));
        }
    }

    const Code& code_;
    Machine& machine_;
    Evaluator::Witness& witness_;
};

}  // namespace

void find_witness(const Code& code, Machine& machine, Evaluator::Witness& witness) {
    Search(code, machine, witness).descend(code.ast.root);
}

}  // namespace makegood::cel
