#include <algorithm>
#include <array>

#include "engine/cel/steps.hpp"

namespace makegood::cel {

namespace {

class Negate final : public Step {
  public:
    Negate(NodeIndex node, const Step* operand) : Step(node), operand_(operand) {}
    Value run(Machine& machine) const override {
        const Value value = operand_->run(machine);
        return value.is_error() ? value : negate(Site{machine, node()}, value);
    }

  private:
    const Step* operand_;
};

class BinaryOperator final : public Step {
  public:
    BinaryOperator(NodeIndex node, Operator apply, Steps operands)
        : Step(node), apply_(apply), left_(operands[0]), right_(operands[1]) {}
    Value run(Machine& machine) const override {
        const Value left = left_->run(machine);
        if (left.is_error()) return left;
        const Value right = right_->run(machine);
        if (right.is_error()) return right;
        return apply_(Site{machine, node()}, left, right);
    }

  private:
    Operator apply_;
    const Step* left_;
    const Step* right_;
};

/// Runs the arguments into `values`; gives the first error.
const Value* run_all(Machine& machine, Steps steps, std::span<Value> values) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        values[i] = steps[i]->run(machine);
        if (values[i].is_error()) return &values[i];
    }
    return nullptr;
}

/// Runs the arguments, and then `then` with them.
template <class Then>
Value with_arguments(Machine& machine, NodeIndex node, Steps steps, Then then) {
    constexpr std::size_t few_max = 3;
    std::array<Value, few_max> few;
    const bool are_few = steps.size() <= few_max;
    const auto values = are_few ? std::span(few).first(steps.size()) : machine.arena.array<Value>(steps.size());
    if (values.size() != steps.size()) return machine.spent(node);
    const Value* error = run_all(machine, steps, values);
    return error != nullptr ? *error : then(Site{machine, node}, Arguments(values));
}

class Call final : public Step {
  public:
    Call(NodeIndex node, LibraryFunction::Run function, Steps arguments)
        : Step(node), function_(function), arguments_(arguments) {}
    Value run(Machine& machine) const override { return with_arguments(machine, node(), arguments_, function_); }

  private:
    LibraryFunction::Run function_;
    Steps arguments_;
};

class CallOfOne final : public Step {
  public:
    CallOfOne(NodeIndex node, LibraryFunction::Run function, const Step* argument)
        : Step(node), function_(function), argument_(argument) {}
    Value run(Machine& machine) const override {
        const Value value = argument_->run(machine);
        return value.is_error() ? value : function_(Site{machine, node()}, {&value, 1});
    }

  private:
    LibraryFunction::Run function_;
    const Step* argument_;
};

class Matches final : public Step {
  public:
    Matches(NodeIndex node, const Step* text, const Pattern& pattern) : Step(node), text_(text), pattern_(&pattern) {}
    Value run(Machine& machine) const override {
        const Value text = text_->run(machine);
        if (text.is_error()) return text;
        if (text.kind != ValueKind::string) {
            return Site{machine, node()}.no_overload(std::array{text, Value::string("")});
        }
        machine.charge(pattern_->cost(text.size));
        if (machine.is_spent()) return machine.spent(node());
        return Value::of(pattern_->is_in(text.view()));
    }

  private:
    const Step* text_;
    const Pattern* pattern_;
};

/// A function of the host's, with what its parameters take.
struct Overload {
    struct Parameter {
        bool takes_any = false;
        ValueKind kind = ValueKind::null;
        const OpaqueType* opaque = nullptr;
    };
    HostFunction::Run run = nullptr;
    std::span<const Parameter> parameters;

    [[nodiscard]] bool takes(Arguments arguments) const {
        if (arguments.size() != parameters.size()) return false;
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const auto& parameter = parameters[i];
            if (parameter.takes_any) continue;
            if (parameter.kind != arguments[i].kind) return false;
            if (parameter.opaque != nullptr && parameter.opaque->tag() != arguments[i].tag) return false;
        }
        return true;
    }
};

Overload::Parameter parameter_of(const Type& type) {
    switch (type.kind()) {
        case TypeKind::dyn:
        case TypeKind::parameter: return {true, ValueKind::null, nullptr};
        case TypeKind::null: return {false, ValueKind::null, nullptr};
        case TypeKind::boolean: return {false, ValueKind::boolean, nullptr};
        case TypeKind::int64: return {false, ValueKind::int64, nullptr};
        case TypeKind::uint64: return {false, ValueKind::uint64, nullptr};
        case TypeKind::float64: return {false, ValueKind::float64, nullptr};
        case TypeKind::string: return {false, ValueKind::string, nullptr};
        case TypeKind::bytes: return {false, ValueKind::bytes, nullptr};
        case TypeKind::timestamp: return {false, ValueKind::timestamp, nullptr};
        case TypeKind::duration: return {false, ValueKind::duration, nullptr};
        case TypeKind::type: return {false, ValueKind::type, nullptr};
        case TypeKind::list: return {false, ValueKind::list, nullptr};
        case TypeKind::map: return {false, ValueKind::map, nullptr};
        case TypeKind::optional: return {false, ValueKind::optional, nullptr};
        case TypeKind::object: return {false, ValueKind::object, nullptr};
        case TypeKind::opaque: return {false, ValueKind::opaque, &type.opaque()};
    }
    return {true, ValueKind::null, nullptr};
}

std::span<const Overload> keep_overloads(Arena& arena, std::span<const HostFunction* const> functions) {
    const auto kept = arena.array<Overload>(functions.size());
    for (std::size_t i = 0; i < functions.size(); ++i) {
        const auto& types = functions[i]->parameters;
        const auto parameters = arena.array<Overload::Parameter>(types.size());
        std::transform(types.begin(), types.end(), parameters.begin(), parameter_of);
        kept[i] = {functions[i]->run, parameters};
    }
    return kept;
}

/// What the host's function gives; an error is told as having happened here.
Value run_overload(const Site& site, const Overload& overload, Arguments arguments) {
    const Value made = overload.run(arguments, site.arena());
    return made.is_error() ? site.here(made) : made;
}

const Overload* choose(std::span<const Overload> overloads, Arguments arguments) {
    for (const auto& overload : overloads) {
        if (overload.takes(arguments)) return &overload;
    }
    return nullptr;
}

class HostCall final : public Step {
  public:
    HostCall(NodeIndex node, std::span<const Overload> overloads, LibraryFunction::Run otherwise, Steps arguments)
        : Step(node), overloads_(overloads), otherwise_(otherwise), arguments_(arguments) {}
    Value run(Machine& machine) const override {
        return with_arguments(machine, node(), arguments_, [&](const Site& site, Arguments arguments) {
            const Overload* chosen = choose(overloads_, arguments);
            if (chosen != nullptr) return run_overload(site, *chosen, arguments);
            return otherwise_ != nullptr ? otherwise_(site, arguments) : site.no_overload(arguments);
        });
    }

  private:
    std::span<const Overload> overloads_;
    LibraryFunction::Run otherwise_;
    Steps arguments_;
};

class HostOperator final : public Step {
  public:
    HostOperator(NodeIndex node, std::span<const Overload> overloads, Operator otherwise, Steps operands)
        : Step(node), overloads_(overloads), otherwise_(otherwise), left_(operands[0]), right_(operands[1]) {}
    Value run(Machine& machine) const override {
        std::array operands{left_->run(machine), Value()};
        if (operands[0].is_error()) return operands[0];
        operands[1] = right_->run(machine);
        if (operands[1].is_error()) return operands[1];
        const Site site{machine, node()};
        const Overload* chosen = choose(overloads_, operands);
        if (chosen != nullptr) return run_overload(site, *chosen, operands);
        return otherwise_(site, operands[0], operands[1]);
    }

  private:
    std::span<const Overload> overloads_;
    Operator otherwise_;
    const Step* left_;
    const Step* right_;
};

}  // namespace

const Step* make_negate(Arena& arena, NodeIndex node, const Step* operand) {
    return make<Negate>(arena, node, operand);
}

const Step* make_operator(Arena& arena, NodeIndex node, Operator run, Steps operands) {
    return make<BinaryOperator>(arena, node, run, operands);
}

const Step* make_call(Arena& arena, NodeIndex node, LibraryFunction::Run run, Steps arguments) {
    if (arguments.size() == 1) return make<CallOfOne>(arena, node, run, arguments[0]);
    return make<Call>(arena, node, run, keep_steps(arena, arguments));
}

const Step* make_matches(Arena& arena, NodeIndex node, const Step* text, const Pattern& pattern) {
    // Not through make(): the pattern is referred to, and does not copy.
    return new (arena.allocate(sizeof(Matches), alignof(Matches))) Matches(node, text, pattern);
}

const Step* make_host_call(Arena& arena, NodeIndex node, std::span<const HostFunction* const> overloads,
                           LibraryFunction::Run otherwise, Steps arguments) {
    return make<HostCall>(arena, node, keep_overloads(arena, overloads), otherwise, keep_steps(arena, arguments));
}

const Step* make_host_operator(Arena& arena, NodeIndex node, std::span<const HostFunction* const> overloads,
                               Operator otherwise, Steps operands) {
    return make<HostOperator>(arena, node, keep_overloads(arena, overloads), otherwise, operands);
}

}  // namespace makegood::cel
