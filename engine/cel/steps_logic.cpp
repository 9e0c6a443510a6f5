#include <algorithm>
#include <string>

#include "engine/cel/steps.hpp"

namespace makegood::cel {

namespace {

class Constant final : public Step {
  public:
    Constant(NodeIndex node, const Value& value) : Step(node), value_(value) {}
    Value run(Machine&) const override { return value_; }
    const Value* constant() const override { return &value_; }

  private:
    Value value_;
};

class Fact final : public Step {
  public:
    Fact(NodeIndex node, std::uint32_t slot) : Step(node), slot_(slot) {}
    Value run(Machine& machine) const override {
        const Value& value = machine.facts[slot_];
        if (value.kind == ValueKind::absent || value.is_error()) [[unlikely]]
            return tell(machine, value);
        return value;
    }

  private:
    Value tell(Machine& machine, const Value& value) const {
        const Site site{machine, node()};
        if (value.is_error()) return site.here(value);
        return site.fail({quote_for_error(machine.ast.at(node()).text), " has no value here"});
    }
    std::uint32_t slot_;
};

class Local final : public Step {
  public:
    Local(NodeIndex node, std::uint32_t slot) : Step(node), slot_(slot) {}
    Value run(Machine& machine) const override { return machine.locals[slot_]; }

  private:
    std::uint32_t slot_;
};

class Failing final : public Step {
  public:
    Failing(NodeIndex node, std::string_view words) : Step(node), words_(words) {}
    Value run(Machine& machine) const override { return machine.arena.error_of(words_, node()); }

  private:
    std::string_view words_;
};

class Not final : public Step {
  public:
    Not(NodeIndex node, const Step* operand) : Step(node), operand_(operand) {}
    Value run(Machine& machine) const override {
        const Value value = operand_->run(machine);
        if (value.kind == ValueKind::boolean) [[likely]]
            return Value::of(!value.boolean);
        return value.is_error() ? value : Site{machine, node()}.no_overload({&value, 1});
    }

  private:
    const Step* operand_;
};

/// && where false decides, || where true does. Errors, and operands that are no bool, count only when nothing decides.
template <bool decisive>
class Chain final : public Step {
  public:
    Chain(NodeIndex node, Steps operands) : Step(node), operands_(operands) {}
    Value run(Machine& machine) const override {
        Value trouble = Value::of(!decisive);
        for (const Step* operand : operands_) {
            const Value value = operand->run(machine);
            if (value.kind == ValueKind::boolean) [[likely]] {
                if (value.boolean == decisive) return value;
            } else if (add_trouble(machine, value, trouble)) {
                return trouble;
            }
        }
        return trouble;
    }

  private:
    /// Whether it is the end: what is over budget is not absorbed.
    [[gnu::noinline]] bool add_trouble(Machine& machine, const Value& value, Value& trouble) const {
        if (is_over_budget(value)) {
            trouble = value;
            return true;
        }
        if (!trouble.is_error()) trouble = value.is_error() ? value : no_bool(machine, value);
        return false;
    }
    Value no_bool(Machine& machine, const Value& value) const {
        const auto type = type_name(value, machine.schema);
        return Site{machine, node()}.fail({"no such overload: ", type, decisive ? " || bool" : " && bool"});
    }

    Steps operands_;
};

class Conditional final : public Step {
  public:
    Conditional(NodeIndex node, Steps parts) : Step(node), condition_(parts[0]), then_(parts[1]), else_(parts[2]) {}
    Value run(Machine& machine) const override {
        const Value chosen = condition_->run(machine);
        if (chosen.kind == ValueKind::boolean) [[likely]]
            return (chosen.boolean ? then_ : else_)->run(machine);
        return chosen.is_error() ? chosen : Site{machine, node()}.no_overload({&chosen, 1});
    }

  private:
    const Step* condition_;
    const Step* then_;
    const Step* else_;
};

}  // namespace

const Step* make_constant(Arena& arena, NodeIndex node, const Value& value) {
    return make<Constant>(arena, node, value);
}
const Step* make_fact(Arena& arena, NodeIndex node, std::uint32_t slot) {
    return make<Fact>(arena, node, slot);
}
const Step* make_local(Arena& arena, NodeIndex node, std::uint32_t slot) {
    return make<Local>(arena, node, slot);
}
const Step* make_failure(Arena& arena, NodeIndex node, std::string_view words) {
    return make<Failing>(arena, node, words);
}
const Step* make_not(Arena& arena, NodeIndex node, const Step* operand) {
    return make<Not>(arena, node, operand);
}
const Step* make_and(Arena& arena, NodeIndex node, Steps operands) {
    return make<Chain<false>>(arena, node, keep_steps(arena, operands));
}
const Step* make_or(Arena& arena, NodeIndex node, Steps operands) {
    return make<Chain<true>>(arena, node, keep_steps(arena, operands));
}
const Step* make_conditional(Arena& arena, NodeIndex node, Steps parts) {
    return make<Conditional>(arena, node, parts);
}

}  // namespace makegood::cel
