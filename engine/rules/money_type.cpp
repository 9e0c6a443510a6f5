#include "engine/rules/money_type.hpp"

#include <array>

#include "engine/cel/arena.hpp"

namespace makegood {

namespace {

using cel::Arena;
using cel::Value;
using Arguments = std::span<const Value>;

constexpr std::uint16_t money_tag = 1;

constexpr std::uint32_t pack(std::string_view code) {
    const auto letter = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(code[i])); };
    return letter(0) << 16 | letter(1) << 8 | letter(2);
}

std::string code_of(const Value& money) {
    return {static_cast<char>(money.size >> 16), static_cast<char>(money.size >> 8 & 0xFF),
            static_cast<char>(money.size & 0xFF)};
}

Value make(std::int64_t minor, std::uint32_t currency) {
    return Value::opaque(money_tag, minor, currency);
}

Value fail(Arena& arena, const std::string& words) {
    return arena.error(words);
}

Value currencies_differ(const Value& a, const Value& b, Arena& arena) {
    return fail(arena, code_of(a) + " against " + code_of(b) +
                           ": only one currency is compared; the facts that end in _in_company are in the company's");
}

Value parse(Arguments arguments, Arena& arena) {
    const std::string_view code = arguments[1].view();
    const auto currency = Currency::find(code);
    if (!currency) return fail(arena, "\"" + std::string(code) + "\" is no currency of ISO 4217");
    const auto money = parse_money(arguments[0].view(), *currency);
    if (!money) return fail(arena, "\"" + std::string(arguments[0].view()) + "\" is not " + accepted_form(*currency));
    return to_value(*money);
}

template <class Compare>
Value compare(Arguments arguments, Arena& arena) {
    if (arguments[0].size != arguments[1].size) return currencies_differ(arguments[0], arguments[1], arena);
    return Value::of(Compare{}(arguments[0].int64, arguments[1].int64));
}

/// `operation` is one of the compiler's overflow builtins.
template <class Operation>
Value calculate(Arguments arguments, Arena& arena, Operation operation) {
    std::int64_t result = 0;
    if (operation(arguments[0].int64, arguments[1].int64, &result)) return fail(arena, "an amount out of range");
    return make(result, arguments[0].size);
}

Value add(Arguments arguments, Arena& arena) {
    if (arguments[0].size != arguments[1].size) return currencies_differ(arguments[0], arguments[1], arena);
    return calculate(arguments, arena, [](auto a, auto b, auto* sum) { return __builtin_add_overflow(a, b, sum); });
}

Value subtract(Arguments arguments, Arena& arena) {
    if (arguments[0].size != arguments[1].size) return currencies_differ(arguments[0], arguments[1], arena);
    return calculate(arguments, arena, [](auto a, auto b, auto* rest) { return __builtin_sub_overflow(a, b, rest); });
}

Value multiply(Arguments arguments, Arena& arena) {
    return calculate(arguments, arena, [](auto a, auto b, auto* out) { return __builtin_mul_overflow(a, b, out); });
}

}  // namespace

MoneyType::MoneyType() : OpaqueType("money", money_tag) {}

Value MoneyType::equal(const Value& a, const Value& b, Arena& arena) const {
    if (a.size != b.size) return currencies_differ(a, b, arena);
    return Value::of(a.int64 == b.int64);
}

std::string MoneyType::to_text(const Value& value) const {
    return makegood::to_text(money_of(value)) + " " + code_of(value);
}

const MoneyType& money_type() {
    static const MoneyType type;
    return type;
}

Value to_value(const Money& money) {
    return make(money.minor(), pack(money.currency().code()));
}

Money money_of(const Value& value) {
    invariant(value.kind == cel::ValueKind::opaque && value.tag == money_tag, "only money is read as money");
    const auto currency = Currency::find(code_of(value));
    invariant(currency.has_value(), "money in rules is of a known currency");
    return {value.int64, *currency};
}

void add_money(cel::Schema& schema) {
    using cel::Type;
    const Type money = Type::opaque(money_type());
    schema.add(money_type());
    schema.add({"money", false, {cel::TypeKind::string, cel::TypeKind::string}, money, parse});
    const std::array<std::pair<const char*, cel::HostFunction::Run>, 4> comparisons = {{
        {"_<_", compare<std::less<>>},
        {"_<=_", compare<std::less_equal<>>},
        {"_>_", compare<std::greater<>>},
        {"_>=_", compare<std::greater_equal<>>},
    }};
    for (const auto& [name, run] : comparisons) schema.add({name, false, {money, money}, cel::TypeKind::boolean, run});
    schema.add({"_+_", false, {money, money}, money, add});
    schema.add({"_-_", false, {money, money}, money, subtract});
    schema.add({"_*_", false, {money, cel::TypeKind::int64}, money, multiply});
}

std::optional<Money> parse_money_with_currency(std::string_view text) {
    if (text.size() < 5 || text[text.size() - 4] != ' ') return std::nullopt;
    const auto currency = Currency::find(text.substr(text.size() - 3));
    if (!currency) return std::nullopt;
    auto money = parse_money(text.substr(0, text.size() - 4), *currency);
    return money ? std::optional(*money) : std::nullopt;
}

}  // namespace makegood
