#include "engine/cel/steps_quick.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>

#include "engine/cel/needle.hpp"

namespace makegood::cel {

namespace {

/// What a value of a kind is compared by.
template <ValueKind kind>
auto payload(const Value& value) {
    if constexpr (kind == ValueKind::float64) {
        return value.float64;
    } else if constexpr (kind == ValueKind::uint64) {
        return value.uint64;
    } else {
        return value.int64;
    }
}

bool is_text(const Value& value, std::string_view text) {
    return value.size == text.size() && (text.empty() || std::memcmp(value.text, text.data(), text.size()) == 0);
}

template <class Reader>
class AtPath final : public Step {
  public:
    AtPath(const Step* general, const Reader& reader) : Step(general->node()), general_(general), reader_(reader) {}
    Value run(Machine& machine) const override {
        const Value* value = reader_.read(machine);
        if (value == nullptr || value->kind <= ValueKind::absent) [[unlikely]]
            return general_->run(machine);
        return *value;
    }

  private:
    const Step* general_;
    Reader reader_;
};
static_assert(ValueKind::error < ValueKind::absent && ValueKind::absent < ValueKind::null);

template <class Reader>
class PresenceAtPath final : public Step {
  public:
    PresenceAtPath(const Step* general, const Reader& reader)
        : Step(general->node()), general_(general), reader_(reader) {}
    Value run(Machine& machine) const override {
        const Value* value = reader_.read(machine);
        if (value == nullptr) [[unlikely]]
            return general_->run(machine);
        return Value::of(value->kind != ValueKind::absent);
    }

  private:
    const Step* general_;
    Reader reader_;
};

template <class Reader, ValueKind kind, class Relation>
class CompareWithConstant final : public Step {
  public:
    CompareWithConstant(const Step* general, const Reader& reader, const Value& constant)
        : Step(general->node()), general_(general), constant_(payload<kind>(constant)), reader_(reader) {}
    Value run(Machine& machine) const override {
        const Value* value = reader_.read(machine);
        if (value == nullptr || value->kind != kind) [[unlikely]]
            return general_->run(machine);
        return Value::of(Relation()(payload<kind>(*value), constant_));
    }

  private:
    const Step* general_;
    decltype(payload<kind>(Value())) constant_;
    Reader reader_;
};

template <class Reader, bool is_equal>
class EqualsText final : public Step {
  public:
    EqualsText(const Step* general, const Reader& reader, std::string_view text)
        : Step(general->node()), general_(general), text_(text), reader_(reader) {}
    Value run(Machine& machine) const override {
        const Value* value = reader_.read(machine);
        if (value == nullptr || value->kind != ValueKind::string) [[unlikely]]
            return general_->run(machine);
        return Value::of(is_text(*value, text_) == is_equal);
    }

  private:
    const Step* general_;
    std::string_view text_;
    Reader reader_;
};

/// A few texts, shortest first, looked through; many are searched by halves.
class TextSet {
  public:
    explicit TextSet(std::span<const std::string_view> sorted) : texts_(sorted) {
        for (const auto text : sorted) sizes_ |= size_bit(text.size());
    }
    [[nodiscard]] bool has(std::string_view text) const {
        if ((sizes_ & size_bit(text.size())) == 0) return false;
        if (texts_.size() > few_max) return std::binary_search(texts_.begin(), texts_.end(), text, is_before);
        return std::any_of(texts_.begin(), texts_.end(), [&](std::string_view one) { return one == text; });
    }
    static bool is_before(std::string_view a, std::string_view b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    }

  private:
    static constexpr std::size_t few_max = 8;
    static std::uint64_t size_bit(std::size_t size) { return std::uint64_t{1} << std::min<std::size_t>(size, 63); }
    std::span<const std::string_view> texts_;
    std::uint64_t sizes_ = 0;
};

template <class Reader>
class IsOneOfTexts final : public Step {
  public:
    IsOneOfTexts(const Step* general, const Reader& reader, const TextSet& texts)
        : Step(general->node()), general_(general), texts_(texts), reader_(reader) {}
    Value run(Machine& machine) const override {
        const Value* value = reader_.read(machine);
        if (value == nullptr || value->kind != ValueKind::string) [[unlikely]]
            return general_->run(machine);
        return Value::of(texts_.has(value->view()));
    }

  private:
    const Step* general_;
    TextSet texts_;
    Reader reader_;
};

template <class Reader>
class IsOneOfInts final : public Step {
  public:
    IsOneOfInts(const Step* general, const Reader& reader, std::span<const std::int64_t> sorted)
        : Step(general->node()), general_(general), sorted_(sorted), reader_(reader) {}
    Value run(Machine& machine) const override {
        const Value* value = reader_.read(machine);
        if (value == nullptr || value->kind != ValueKind::int64) [[unlikely]]
            return general_->run(machine);
        return Value::of(std::binary_search(sorted_.begin(), sorted_.end(), value->int64));
    }

  private:
    const Step* general_;
    std::span<const std::int64_t> sorted_;
    Reader reader_;
};

struct Contains {
    explicit Contains(std::string_view part) : needle(part) {}
    [[nodiscard]] bool holds(std::string_view text) const { return needle.is_in(text); }
    Needle needle;
};
struct StartsWith {
    explicit StartsWith(std::string_view beginning) : part(beginning) {}
    [[nodiscard]] bool holds(std::string_view text) const { return text.starts_with(part); }
    std::string_view part;
};
struct EndsWith {
    explicit EndsWith(std::string_view ending) : part(ending) {}
    [[nodiscard]] bool holds(std::string_view text) const { return text.ends_with(part); }
    std::string_view part;
};

template <class Reader, class Test>
class TestText final : public Step {
  public:
    TestText(const Step* general, const Reader& reader, std::string_view part)
        : Step(general->node()), general_(general), test_(part), reader_(reader) {}
    Value run(Machine& machine) const override {
        const Value* value = reader_.read(machine);
        if (value == nullptr || value->kind != ValueKind::string) [[unlikely]]
            return general_->run(machine);
        machine.charge(value->size >> 6);
        return Value::of(test_.holds(value->view()));
    }

  private:
    const Step* general_;
    Test test_;
    Reader reader_;
};

/// Whether a constant text is among the texts at the path.
template <class Reader>
class HasText final : public Step {
  public:
    HasText(const Step* general, const Reader& reader, std::string_view text)
        : Step(general->node()), general_(general), text_(text), reader_(reader) {}
    Value run(Machine& machine) const override {
        const Value* value = reader_.read(machine);
        if (value == nullptr || value->kind != ValueKind::list) [[unlikely]]
            return general_->run(machine);
        machine.charge(value->list->items.size());
        for (const Value& item : value->list->items) {
            if (item.kind == ValueKind::string && is_text(item, text_)) return Value::of(true);
        }
        return Value::of(false);
    }

  private:
    const Step* general_;
    std::string_view text_;
    Reader reader_;
};

/// Two paths of one form, to numbers or durations of one kind.
template <class Reader, class Relation>
class ComparePaths final : public Step {
  public:
    ComparePaths(const Step* general, const Reader& left, const Reader& right)
        : Step(general->node()), general_(general), left_(left), right_(right) {}
    Value run(Machine& machine) const override {
        const Value* left = left_.read(machine);
        const Value* right = right_.read(machine);
        if (left == nullptr || right == nullptr || left->kind != right->kind) [[unlikely]]
            return general_->run(machine);
        if (left->kind == ValueKind::float64) return Value::of(Relation()(left->float64, right->float64));
        if (left->kind == ValueKind::int64) return Value::of(Relation()(left->int64, right->int64));
        return general_->run(machine);
    }

  private:
    const Step* general_;
    Reader left_;
    Reader right_;
};

/// Two numbers of one kind added, subtracted or multiplied; otherwise the general operator.
template <class Arithmetic>
class Compute final : public Step {
  public:
    Compute(NodeIndex node, Steps operands, Operator general)
        : Step(node), left_(operands[0]), right_(operands[1]), general_(general) {}
    Value run(Machine& machine) const override {
        const Value left = left_->run(machine);
        if (left.is_error()) [[unlikely]]
            return left;
        const Value right = right_->run(machine);
        if (left.kind == ValueKind::float64 && right.kind == ValueKind::float64)
            return Value::of(Arithmetic::of(left.float64, right.float64));
        if (left.kind == ValueKind::int64 && right.kind == ValueKind::int64) {
            std::int64_t result = 0;
            if (!Arithmetic::overflows(left.int64, right.int64, result)) [[likely]]
                return Value::of(result);
        }
        return right.is_error() ? right : general_(Site{machine, node()}, left, right);
    }

  private:
    const Step* left_;
    const Step* right_;
    Operator general_;
};

struct Sum {
    static double of(double a, double b) { return a + b; }
    static bool overflows(std::int64_t a, std::int64_t b, std::int64_t& c) { return __builtin_add_overflow(a, b, &c); }
};
struct Difference {
    static double of(double a, double b) { return a - b; }
    static bool overflows(std::int64_t a, std::int64_t b, std::int64_t& c) { return __builtin_sub_overflow(a, b, &c); }
};
struct Product {
    static double of(double a, double b) { return a * b; }
    static bool overflows(std::int64_t a, std::int64_t b, std::int64_t& c) { return __builtin_mul_overflow(a, b, &c); }
};

/// Operands of one scalar kind, otherwise the general operator.
template <class Relation>
class Compare final : public Step {
  public:
    Compare(NodeIndex node, Steps operands, Operator general)
        : Step(node), left_(operands[0]), right_(operands[1]), general_(general) {}
    Value run(Machine& machine) const override {
        const Value left = left_->run(machine);
        if (left.is_error()) [[unlikely]]
            return left;
        const Value right = right_->run(machine);
        if (left.kind == right.kind) [[likely]] {
            if (left.kind == ValueKind::int64 || left.kind == ValueKind::duration)
                return Value::of(Relation()(left.int64, right.int64));
            if (left.kind == ValueKind::float64) return Value::of(Relation()(left.float64, right.float64));
        }
        return right.is_error() ? right : general_(Site{machine, node()}, left, right);
    }

  private:
    const Step* left_;
    const Step* right_;
    Operator general_;
};

/// Calls `use` with the relation of that name; gives null where no relation has it.
template <class Use>
const Step* with_relation(std::string_view name, Use use) {
    if (name == "_==_") return use(std::equal_to<>());
    if (name == "_!=_") return use(std::not_equal_to<>());
    if (name == "_<_") return use(std::less<>());
    if (name == "_<=_") return use(std::less_equal<>());
    if (name == "_>_") return use(std::greater<>());
    if (name == "_>=_") return use(std::greater_equal<>());
    return nullptr;
}

template <ValueKind kind>
const Step* make_number_comparison(Arena& arena, const Path& path, std::string_view name, const Value& constant,
                                   const Step* general) {
    return with_reader(path, [&](const auto& reader) -> const Step* {
        using Read = std::decay_t<decltype(reader)>;
        return with_relation(name, [&](auto relation) {
            return make<CompareWithConstant<Read, kind, decltype(relation)>>(arena, general, reader, constant);
        });
    });
}

const Step* make_text_comparison(Arena& arena, const Path& path, std::string_view name, std::string_view text,
                                 const Step* general) {
    return with_reader(path, [&](const auto& reader) -> const Step* {
        using Read = std::decay_t<decltype(reader)>;
        if (name == "_==_") return make<EqualsText<Read, true>>(arena, general, reader, text);
        if (name == "_!=_") return make<EqualsText<Read, false>>(arena, general, reader, text);
        return general;
    });
}

bool are_all(const List& list, ValueKind kind) {
    return std::all_of(list.items.begin(), list.items.end(), [&](const Value& item) { return item.kind == kind; });
}

const Step* make_text_membership(Arena& arena, const Path& path, const List& list, const Step* general) {
    const auto texts = arena.array<std::string_view>(list.items.size());
    std::transform(list.items.begin(), list.items.end(), texts.begin(), [](const Value& item) { return item.view(); });
    std::sort(texts.begin(), texts.end(), TextSet::is_before);
    return with_reader(path, [&](const auto& reader) {
        return make<IsOneOfTexts<std::decay_t<decltype(reader)>>>(arena, general, reader, TextSet(texts));
    });
}

const Step* make_int_membership(Arena& arena, const Path& path, const List& list, const Step* general) {
    const auto ints = arena.array<std::int64_t>(list.items.size());
    std::transform(list.items.begin(), list.items.end(), ints.begin(), [](const Value& item) { return item.int64; });
    std::sort(ints.begin(), ints.end());
    return with_reader(path, [&](const auto& reader) {
        return make<IsOneOfInts<std::decay_t<decltype(reader)>>>(arena, general, reader,
                                                                 std::span<const std::int64_t>(ints));
    });
}

const Step* make_computation(Arena& arena, std::string_view name, Steps operands, Operator general, NodeIndex node) {
    if (name == "_+_") return make<Compute<Sum>>(arena, node, operands, general);
    if (name == "_-_") return make<Compute<Difference>>(arena, node, operands, general);
    if (name == "_*_") return make<Compute<Product>>(arena, node, operands, general);
    return make_operator(arena, node, general, operands);
}

}  // namespace

const Step* make_path(Arena& arena, const Path& path, const Step* general) {
    return with_reader(
        path, [&](const auto& reader) { return make<AtPath<std::decay_t<decltype(reader)>>>(arena, general, reader); });
}

const Step* make_path_presence(Arena& arena, const Path& path, const Step* general) {
    return with_reader(path, [&](const auto& reader) {
        return make<PresenceAtPath<std::decay_t<decltype(reader)>>>(arena, general, reader);
    });
}

const Step* make_path_comparison(Arena& arena, const Path& path, std::string_view name, const Value& constant,
                                 const Step* general) {
    const Step* made = nullptr;
    switch (constant.kind) {
        case ValueKind::int64:
            made = make_number_comparison<ValueKind::int64>(arena, path, name, constant, general);
            break;
        case ValueKind::uint64:
            made = make_number_comparison<ValueKind::uint64>(arena, path, name, constant, general);
            break;
        case ValueKind::float64:
            made = make_number_comparison<ValueKind::float64>(arena, path, name, constant, general);
            break;
        case ValueKind::duration:
            made = make_number_comparison<ValueKind::duration>(arena, path, name, constant, general);
            break;
        case ValueKind::string: made = make_text_comparison(arena, path, name, constant.view(), general); break;
        default: break;
    }
    return made == nullptr ? general : made;
}

const Step* make_path_membership(Arena& arena, const Path& path, const List& list, const Step* general) {
    if (are_all(list, ValueKind::string)) return make_text_membership(arena, path, list, general);
    if (are_all(list, ValueKind::int64)) return make_int_membership(arena, path, list, general);
    return general;
}

const Step* make_path_text_test(Arena& arena, const Path& path, std::string_view name, std::string_view constant,
                                const Step* general) {
    return with_reader(path, [&](const auto& reader) -> const Step* {
        using Read = std::decay_t<decltype(reader)>;
        if (name == "contains") return make<TestText<Read, Contains>>(arena, general, reader, constant);
        if (name == "startsWith") return make<TestText<Read, StartsWith>>(arena, general, reader, constant);
        if (name == "endsWith") return make<TestText<Read, EndsWith>>(arena, general, reader, constant);
        return general;
    });
}

const Step* make_path_has_text(Arena& arena, const Path& path, std::string_view text, const Step* general) {
    return with_reader(path, [&](const auto& reader) {
        return make<HasText<std::decay_t<decltype(reader)>>>(arena, general, reader, text);
    });
}

const Step* make_paths_comparison(Arena& arena, const Path& left, const Path& right, std::string_view name,
                                  const Step* general) {
    if (left.is_local != right.is_local || left.depth != right.depth) return general;
    const Step* made = with_reader(left, [&](const auto& reader) {
        using Read = std::decay_t<decltype(reader)>;
        return with_relation(name, [&](auto relation) {
            return make<ComparePaths<Read, decltype(relation)>>(arena, general, reader, Read(right));
        });
    });
    return made == nullptr ? general : made;
}

const Step* make_quick_operator(Arena& arena, std::string_view name, Steps operands, Operator general, NodeIndex node) {
    const Step* made = with_relation(
        name, [&](auto relation) { return make<Compare<decltype(relation)>>(arena, node, operands, general); });
    return made == nullptr ? make_computation(arena, name, operands, general, node) : made;
}

std::string_view exchanged(std::string_view name) {
    if (name == "_==_" || name == "_!=_") return name;
    if (name == "_<_") return "_>_";
    if (name == "_<=_") return "_>=_";
    if (name == "_>_") return "_<_";
    if (name == "_>=_") return "_<=_";
    return {};
}

}  // namespace makegood::cel
