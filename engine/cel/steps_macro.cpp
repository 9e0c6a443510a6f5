#include <vector>

#include "engine/cel/steps.hpp"

namespace makegood::cel {

namespace {

/// What a loop runs over.
class Range {
  public:
    explicit Range(const Value& value) : value_(value) {}
    [[nodiscard]] bool is_map() const { return value_.kind == ValueKind::map; }
    [[nodiscard]] bool has_items() const { return is_map() || value_.kind == ValueKind::list; }
    [[nodiscard]] std::size_t size() const { return is_map() ? value_.map->entries.size() : value_.list->items.size(); }
    /// A map's key, a list's index.
    [[nodiscard]] Value key(std::size_t at) const {
        return is_map() ? value_.map->entries[at].key : Value::of(static_cast<std::int64_t>(at));
    }
    [[nodiscard]] Value item(std::size_t at) const {
        return is_map() ? value_.map->entries[at].value : value_.list->items[at];
    }
    /// Gives the variables their values.
    void enter(std::size_t at, Value* locals, bool has_two) const {
        if (has_two) {
            locals[0] = key(at);
            locals[1] = item(at);
        } else {
            locals[0] = is_map() ? key(at) : item(at);
        }
    }

  private:
    const Value& value_;
};

/// A step that loops. Its rounds are charged for, so that loops within loops end.
class Looping : public Step {
  public:
    Looping(NodeIndex node, const Loop& loop) : Step(node), loop_(loop) {}

  protected:
    ~Looping() = default;
    [[nodiscard]] const Loop& loop() const { return loop_; }
    /// Whether there is no cost left for one more round.
    [[nodiscard]] bool is_over(Machine& machine) const {
        machine.budget -= loop_.cost_each;
        return machine.budget < 0;
    }
    [[nodiscard]] Value no_bool(Machine& machine, const Value& value) const {
        const auto type = type_name(value, machine.schema);
        return Site{machine, node()}.fail({"no such overload: a predicate gives a bool, not a ", type});
    }
    [[nodiscard]] Value no_range(Machine& machine, const Value& value) const {
        if (value.is_error()) return value;
        const auto type = type_name(value, machine.schema);
        return Site{machine, node()}.fail({"no such overload: a macro over a list or a map, not a ", type});
    }
    /// What the filter says: an error where it is no bool; true where there is none.
    [[nodiscard]] Value passes(Machine& machine) const {
        if (loop_.filter == nullptr) return Value::of(true);
        const Value value = loop_.filter->run(machine);
        return value.kind == ValueKind::boolean || value.is_error() ? value : no_bool(machine, value);
    }
    /// Runs `each(round)` for what passes the filter, until that gives an error.
    template <class Each>
    Value for_each(Machine& machine, const Range& range, Each each) const {
        Value* locals = machine.locals + loop_.slot;
        for (std::size_t i = 0; i < range.size(); ++i) {
            if (is_over(machine)) return machine.spent(node());
            range.enter(i, locals, loop_.has_two);
            const Value passed = passes(machine);
            if (passed.is_error()) return passed;
            if (!passed.boolean) continue;
            const Value done = each(i);
            if (done.is_error()) return done;
        }
        return Value::null();
    }

  private:
    Loop loop_;
};

/// all, which a false decides, and exists, which a true does. As with && and ||, errors count when nothing decides.
template <bool decisive>
class Quantifier final : public Looping {
  public:
    using Looping::Looping;
    Value run(Machine& machine) const override {
        const Value value = loop().range->run(machine);
        if (value.kind == ValueKind::list && !loop().has_two) [[likely]]
            return over_items(machine, value.list->items);
        const Range range(value);
        if (!range.has_items()) return no_range(machine, value);
        Value* locals = machine.locals + loop().slot;
        Value trouble = Value::of(!decisive);
        for (std::size_t i = 0; i < range.size(); ++i) {
            if (is_over(machine)) return machine.spent(node());
            range.enter(i, locals, loop().has_two);
            if (is_decided(machine, trouble)) return trouble;
        }
        return trouble;
    }

  private:
    Value over_items(Machine& machine, std::span<const Value> items) const {
        Value& local = machine.locals[loop().slot];
        Value trouble = Value::of(!decisive);
        for (const Value& item : items) {
            if (is_over(machine)) return machine.spent(node());
            local = item;
            if (is_decided(machine, trouble)) return trouble;
        }
        return trouble;
    }

    /// Runs the predicate once. What is decided is put into `trouble`.
    bool is_decided(Machine& machine, Value& trouble) const {
        const Value value = loop().body->run(machine);
        if (value.kind == ValueKind::boolean) [[likely]] {
            if (value.boolean != decisive) return false;
            trouble = value;
            return true;
        }
        return add_trouble(machine, value, trouble);
    }

    [[gnu::noinline]] bool add_trouble(Machine& machine, const Value& value, Value& trouble) const {
        if (is_over_budget(value)) {
            trouble = value;
            return true;
        }
        if (!trouble.is_error()) trouble = value.is_error() ? value : no_bool(machine, value);
        return false;
    }
};

class ExistsOne final : public Looping {
  public:
    using Looping::Looping;
    Value run(Machine& machine) const override {
        const Value value = loop().range->run(machine);
        const Range range(value);
        if (!range.has_items()) return no_range(machine, value);
        std::size_t count = 0;
        const Value done = for_each(machine, range, [&](std::size_t) {
            const Value holds = loop().body->run(machine);
            if (holds.kind != ValueKind::boolean) return holds.is_error() ? holds : no_bool(machine, holds);
            count += holds.boolean ? 1 : 0;
            return Value::null();
        });
        return done.is_error() ? done : Value::of(count == 1);
    }
};

/// filter: the items, of a map the keys, for which the predicate holds.
class Filter final : public Looping {
  public:
    using Looping::Looping;
    Value run(Machine& machine) const override {
        const Value value = loop().range->run(machine);
        const Range range(value);
        if (!range.has_items()) return no_range(machine, value);
        const auto kept = machine.arena.array<Value>(range.size());
        if (kept.size() != range.size()) return machine.spent(node());
        std::size_t count = 0;
        const Value done = for_each(machine, range, [&](std::size_t at) {
            const Value holds = loop().body->run(machine);
            if (holds.kind != ValueKind::boolean) return holds.is_error() ? holds : no_bool(machine, holds);
            if (holds.boolean) kept[count++] = range.is_map() ? range.key(at) : range.item(at);
            return Value::null();
        });
        return done.is_error() ? done : machine.arena.list_of(kept.first(count));
    }
};

/// map and transformList: what the body gives for each.
class MapList final : public Looping {
  public:
    using Looping::Looping;
    Value run(Machine& machine) const override {
        const Value value = loop().range->run(machine);
        const Range range(value);
        if (!range.has_items()) return no_range(machine, value);
        const auto made = machine.arena.array<Value>(range.size());
        if (made.size() != range.size()) return machine.spent(node());
        std::size_t count = 0;
        const Value done = for_each(machine, range, [&](std::size_t) {
            made[count] = loop().body->run(machine);
            return made[count++];
        });
        return done.is_error() ? done : machine.arena.list_of(made.first(count));
    }
};

/// transformMap: the same keys, with what the body gives for each.
class TransformMap final : public Looping {
  public:
    using Looping::Looping;
    Value run(Machine& machine) const override {
        const Value value = loop().range->run(machine);
        const Range range(value);
        if (!range.has_items()) return no_range(machine, value);
        const auto entries = machine.arena.array<Map::Entry>(range.size());
        if (entries.size() != range.size()) return machine.spent(node());
        std::size_t count = 0;
        const Value done = for_each(machine, range, [&](std::size_t at) {
            entries[count] = {range.key(at), loop().body->run(machine)};
            return entries[count++].value;
        });
        if (done.is_error()) return done;
        const Value made = machine.arena.map(entries.first(count));
        return made.is_error() ? Site{machine, node()}.here(made) : made;
    }
};

/// transformMapEntry: the entries of the maps that the body gives, all together.
class TransformMapEntry final : public Looping {
  public:
    using Looping::Looping;
    Value run(Machine& machine) const override {
        const Value value = loop().range->run(machine);
        const Range range(value);
        if (!range.has_items()) return no_range(machine, value);
        const Site site{machine, node()};
        std::vector<Map::Entry> entries;
        const Value done = for_each(machine, range, [&](std::size_t) {
            const Value part = loop().body->run(machine);
            if (part.is_error()) return part;
            if (part.kind != ValueKind::map) {
                return site.fail({"a map of one entry was expected, not a ", type_name(part, machine.schema)});
            }
            machine.charge(part.map->entries.size());
            if (machine.is_spent()) return machine.spent(node());
            entries.insert(entries.end(), part.map->entries.begin(), part.map->entries.end());
            return Value::null();
        });
        if (done.is_error()) return done;
        const Value made = machine.arena.map(entries);
        return made.is_error() ? site.here(made) : made;
    }
};

}  // namespace

const Step* make_loop(Arena& arena, NodeIndex node, NodeKind kind, const Loop& loop) {
    switch (kind) {
        case NodeKind::all: return make<Quantifier<false>>(arena, node, loop);
        case NodeKind::exists: return make<Quantifier<true>>(arena, node, loop);
        case NodeKind::exists_one: return make<ExistsOne>(arena, node, loop);
        case NodeKind::filter: return make<Filter>(arena, node, loop);
        case NodeKind::transform_map: return make<TransformMap>(arena, node, loop);
        case NodeKind::transform_map_entry: return make<TransformMapEntry>(arena, node, loop);
        default: return make<MapList>(arena, node, loop);
    }
}

}  // namespace makegood::cel
