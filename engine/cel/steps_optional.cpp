#include <array>

#include "engine/cel/steps.hpp"

namespace makegood::cel {

namespace {

/// cel.bind and cel.block. A value that went wrong goes wrong only where it is used.
class Bindings final : public Step {
  public:
    Bindings(NodeIndex node, std::uint32_t first_slot, Steps parts)
        : Step(node), first_slot_(first_slot), values_(parts.first(parts.size() - 1)), body_(parts.back()) {}
    Value run(Machine& machine) const override {
        Value* locals = machine.locals + first_slot_;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            locals[i] = values_[i]->run(machine);
            if (is_over_budget(locals[i])) return locals[i];
        }
        return body_->run(machine);
    }

  private:
    std::uint32_t first_slot_;
    Steps values_;
    const Step* body_;
};

Value no_optional(const Site& site, const Value& value) {
    if (value.is_error()) return value;
    return site.fail({"no such overload: an optional was expected, not a ", type_name(value, site.machine.schema)});
}

class OptMap final : public Step {
  public:
    OptMap(NodeIndex node, std::uint32_t slot, Steps parts, bool is_flat)
        : Step(node), slot_(slot), is_flat_(is_flat), optional_(parts[0]), body_(parts[1]) {}
    Value run(Machine& machine) const override {
        const Site site{machine, node()};
        const Value optional = optional_->run(machine);
        if (optional.kind != ValueKind::optional) return no_optional(site, optional);
        if (optional.held == nullptr) return optional;
        machine.locals[slot_] = *optional.held;
        const Value made = body_->run(machine);
        if (made.is_error()) return made;
        if (!is_flat_) return machine.arena.optional(made);
        return made.kind == ValueKind::optional ? made : no_optional(site, made);
    }

  private:
    std::uint32_t slot_;
    bool is_flat_;
    const Step* optional_;
    const Step* body_;
};

class Alternative final : public Step {
  public:
    Alternative(NodeIndex node, Steps parts, bool gives_value)
        : Step(node), gives_value_(gives_value), optional_(parts[0]), other_(parts[1]) {}
    Value run(Machine& machine) const override {
        const Site site{machine, node()};
        const Value optional = optional_->run(machine);
        if (optional.kind != ValueKind::optional) return no_optional(site, optional);
        if (optional.held != nullptr) return gives_value_ ? *optional.held : optional;
        const Value other = other_->run(machine);
        return gives_value_ || other.kind == ValueKind::optional ? other : no_optional(site, other);
    }

  private:
    bool gives_value_;
    const Step* optional_;
    const Step* other_;
};

}  // namespace

const Step* make_bindings(Arena& arena, NodeIndex node, std::uint32_t first_slot, Steps parts) {
    return make<Bindings>(arena, node, first_slot, keep_steps(arena, parts));
}

const Step* make_opt_map(Arena& arena, NodeIndex node, std::uint32_t slot, Steps parts, bool is_flat) {
    return make<OptMap>(arena, node, slot, parts, is_flat);
}

const Step* make_alternative(Arena& arena, NodeIndex node, Steps parts, bool gives_value) {
    return make<Alternative>(arena, node, parts, gives_value);
}

}  // namespace makegood::cel
