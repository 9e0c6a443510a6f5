#include <algorithm>
#include <optional>

#include "engine/cel/access.hpp"
#include "engine/cel/steps.hpp"

namespace makegood::cel {

namespace {

/// Where a field is expected: the type that the checker knows, and the field's place in it.
struct Expected {
    const ObjectType* type = nullptr;
    std::uint32_t field = 0;
};

Expected expected_of(const Ast& ast, const Node& node) {
    const Type& type = ast.at(node.children[0]).type;
    if (type.kind() != TypeKind::object) return {};
    const auto field = type.object().find(node.text);
    return field ? Expected{&type.object(), *field} : Expected{};
}

class Select final : public Step {
  public:
    Select(NodeIndex node, const Step* operand, std::string_view field, Expected expected)
        : Step(node), operand_(operand), field_(field), expected_(expected) {}
    Value run(Machine& machine) const override {
        const Value value = operand_->run(machine);
        if (value.is_error()) return value;
        if (value.kind == ValueKind::object && value.object->type == expected_.type) [[likely]] {
            const Value& field = value.object->fields[expected_.field];
            if (field.kind != ValueKind::absent) return field;
        }
        return select(Site{machine, node()}, value, field_);
    }

  private:
    const Step* operand_;
    std::string_view field_;
    Expected expected_;
};

/// A part asked for by name: has(a.b), a.?b.
template <Value (*ask)(const Site&, const Value&, std::string_view)>
class Asked final : public Step {
  public:
    Asked(NodeIndex node, const Step* operand, std::string_view field) : Step(node), operand_(operand), field_(field) {}
    Value run(Machine& machine) const override {
        const Value value = operand_->run(machine);
        return value.is_error() ? value : ask(Site{machine, node()}, value, field_);
    }

  private:
    const Step* operand_;
    std::string_view field_;
};

class MakeList final : public Step {
  public:
    MakeList(NodeIndex node, Steps elements) : Step(node), elements_(elements) {}
    Value run(Machine& machine) const override {
        const auto items = machine.arena.array<Value>(elements_.size());
        if (items.size() != elements_.size()) return machine.spent(node());
        for (std::size_t i = 0; i < elements_.size(); ++i) {
            items[i] = elements_[i]->run(machine);
            if (items[i].is_error()) return items[i];
        }
        return machine.arena.list_of(items);
    }

  private:
    Steps elements_;
};

/// What stands behind a ? is an optional, and is left out when it holds none.
struct OptionalPart {
    std::optional<Value> value;  ///< an error too
};
OptionalPart open_optional(const Site& site, const Value& value) {
    if (value.is_error()) return {value};
    if (value.kind != ValueKind::optional) {
        return {site.fail({"an optional was expected behind ?, not a ", type_name(value, site.machine.schema)})};
    }
    if (value.held == nullptr) return {};
    return {*value.held};
}

class MakeListWithOptionals final : public Step {
  public:
    MakeListWithOptionals(NodeIndex node, Steps elements) : Step(node), elements_(elements) {}
    Value run(Machine& machine) const override {
        const auto items = machine.arena.array<Value>(elements_.size());
        if (items.size() != elements_.size()) return machine.spent(node());
        const auto& optionals = machine.ast.at(node()).optionals;
        std::size_t count = 0;
        for (std::size_t i = 0; i < elements_.size(); ++i) {
            OptionalPart part{elements_[i]->run(machine)};
            if (optionals[i]) part = open_optional(Site{machine, node()}, *part.value);
            if (!part.value) continue;
            if (part.value->is_error()) return *part.value;
            items[count++] = *part.value;
        }
        return machine.arena.list_of(items.first(count));
    }

  private:
    Steps elements_;
};

class MakeMap final : public Step {
  public:
    MakeMap(NodeIndex node, Steps parts) : Step(node), parts_(parts) {}
    Value run(Machine& machine) const override {
        const auto entries = machine.arena.array<Map::Entry>(parts_.size() / 2);
        if (entries.size() != parts_.size() / 2) return machine.spent(node());
        const auto& optionals = machine.ast.at(node()).optionals;
        const Site site{machine, node()};
        std::size_t count = 0;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const Value key = parts_[2 * i]->run(machine);
            if (key.is_error()) return key;
            OptionalPart part{parts_[2 * i + 1]->run(machine)};
            if (i < optionals.size() && optionals[i]) part = open_optional(site, *part.value);
            if (!part.value) continue;
            if (part.value->is_error()) return *part.value;
            entries[count++] = {key, *part.value};
        }
        const Value made = machine.arena.map(entries.first(count));
        return made.is_error() ? site.here(made) : made;
    }

  private:
    Steps parts_;
};

}  // namespace

const Step* make_select(Arena& arena, const Ast& ast, NodeIndex index, const Step* operand) {
    const Node& node = ast.at(index);
    const std::string_view field = node.text;
    if (node.is_optional) return make<Asked<select_optional>>(arena, index, operand, field);
    return make<Select>(arena, index, operand, field, expected_of(ast, node));
}

const Step* make_presence(Arena& arena, const Ast& ast, NodeIndex index, const Step* operand) {
    return make<Asked<is_present>>(arena, index, operand, std::string_view(ast.at(index).text));
}

const Step* make_index(Arena& arena, const Ast& ast, NodeIndex node, Steps parts) {
    return make_operator(arena, node, ast.at(node).is_optional ? index_optional : index, parts);
}

const Step* make_list(Arena& arena, const Ast& ast, NodeIndex node, Steps elements) {
    const auto& optionals = ast.at(node).optionals;
    const auto kept = keep_steps(arena, elements);
    if (std::find(optionals.begin(), optionals.end(), true) == optionals.end()) {
        return make<MakeList>(arena, node, kept);
    }
    return make<MakeListWithOptionals>(arena, node, kept);
}

const Step* make_map(Arena& arena, const Ast&, NodeIndex node, Steps parts) {
    return make<MakeMap>(arena, node, keep_steps(arena, parts));
}

}  // namespace makegood::cel
