#include "engine/cel/signatures.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/invariant.hpp"

namespace makegood::cel {

namespace {

/// `name(parameters) result`; a member's first parameter stands before the dot in round brackets: `(string).size()
/// int`. A and B are type variables.
constexpr std::string_view table[] = {
    // Operators.
    "_==_(A, A) bool",
    "_!=_(A, A) bool",
    "_?_:_(bool, A, A) A",
    "!_(bool) bool",
    "_&&_(bool, bool) bool",
    "_||_(bool, bool) bool",
    "-_(int) int",
    "-_(double) double",
    "_+_(int, int) int",
    "_+_(uint, uint) uint",
    "_+_(double, double) double",
    "_+_(string, string) string",
    "_+_(bytes, bytes) bytes",
    "_+_(list(A), list(A)) list(A)",
    "_+_(timestamp, duration) timestamp",
    "_+_(duration, timestamp) timestamp",
    "_+_(duration, duration) duration",
    "_-_(int, int) int",
    "_-_(uint, uint) uint",
    "_-_(double, double) double",
    "_-_(timestamp, timestamp) duration",
    "_-_(timestamp, duration) timestamp",
    "_-_(duration, duration) duration",
    "_*_(int, int) int",
    "_*_(uint, uint) uint",
    "_*_(double, double) double",
    "_/_(int, int) int",
    "_/_(uint, uint) uint",
    "_/_(double, double) double",
    "_%_(int, int) int",
    "_%_(uint, uint) uint",
    "@in(A, list(A)) bool",
    "@in(A, map(A, B)) bool",
    "_[_](list(A), int) A",
    "_[_](map(A, B), A) B",
    "_[_](optional_type(list(A)), int) optional_type(A)",
    "_[_](optional_type(map(A, B)), A) optional_type(B)",
    "_[?_](list(A), int) optional_type(A)",
    "_[?_](map(A, B), A) optional_type(B)",
    "_[?_](optional_type(list(A)), int) optional_type(A)",
    "_[?_](optional_type(map(A, B)), A) optional_type(B)",
    // Sizes and texts.
    "size(string) int",
    "size(bytes) int",
    "size(list(A)) int",
    "size(map(A, B)) int",
    "(string).size() int",
    "(bytes).size() int",
    "(list(A)).size() int",
    "(map(A, B)).size() int",
    "(string).contains(string) bool",
    "(string).startsWith(string) bool",
    "(string).endsWith(string) bool",
    "(string).matches(string) bool",
    "matches(string, string) bool",
    // Conversions.
    "bool(bool) bool",
    "bool(string) bool",
    "bytes(bytes) bytes",
    "bytes(string) bytes",
    "double(double) double",
    "double(int) double",
    "double(uint) double",
    "double(string) double",
    "duration(duration) duration",
    "duration(string) duration",
    "duration(int) duration",
    "dyn(A) dyn",
    "int(int) int",
    "int(uint) int",
    "int(double) int",
    "int(string) int",
    "int(timestamp) int",
    "int(duration) int",
    "string(string) string",
    "string(bool) string",
    "string(int) string",
    "string(uint) string",
    "string(double) string",
    "string(bytes) string",
    "string(timestamp) string",
    "string(duration) string",
    "timestamp(timestamp) timestamp",
    "timestamp(string) timestamp",
    "timestamp(int) timestamp",
    "type(A) type(A)",
    "uint(uint) uint",
    "uint(int) uint",
    "uint(double) uint",
    "uint(string) uint",
    // Times.
    "(timestamp).getFullYear() int",
    "(timestamp).getFullYear(string) int",
    "(timestamp).getMonth() int",
    "(timestamp).getMonth(string) int",
    "(timestamp).getDate() int",
    "(timestamp).getDate(string) int",
    "(timestamp).getDayOfMonth() int",
    "(timestamp).getDayOfMonth(string) int",
    "(timestamp).getDayOfWeek() int",
    "(timestamp).getDayOfWeek(string) int",
    "(timestamp).getDayOfYear() int",
    "(timestamp).getDayOfYear(string) int",
    "(timestamp).getHours() int",
    "(timestamp).getHours(string) int",
    "(timestamp).getMinutes() int",
    "(timestamp).getMinutes(string) int",
    "(timestamp).getSeconds() int",
    "(timestamp).getSeconds(string) int",
    "(timestamp).getMilliseconds() int",
    "(timestamp).getMilliseconds(string) int",
    "(duration).getHours() int",
    "(duration).getMinutes() int",
    "(duration).getSeconds() int",
    "(duration).getMilliseconds() int",
    // Strings extension.
    "(string).charAt(int) string",
    "(string).indexOf(string) int",
    "(string).indexOf(string, int) int",
    "(string).lastIndexOf(string) int",
    "(string).lastIndexOf(string, int) int",
    "(string).lowerAscii() string",
    "(string).upperAscii() string",
    "(string).trim() string",
    "(string).reverse() string",
    "(string).replace(string, string) string",
    "(string).replace(string, string, int) string",
    "(string).split(string) list(string)",
    "(string).split(string, int) list(string)",
    "(string).substring(int) string",
    "(string).substring(int, int) string",
    "(string).format(list(dyn)) string",
    "(list(string)).join() string",
    "(list(string)).join(string) string",
    "strings.quote(string) string",
    // Math extension.
    "math.greatest(int) int",
    "math.greatest(uint) uint",
    "math.greatest(double) double",
    "math.greatest(list(int)) int",
    "math.greatest(list(uint)) uint",
    "math.greatest(list(double)) double",
    "math.greatest(int, int) int",
    "math.greatest(uint, uint) uint",
    "math.greatest(double, double) double",
    "math.least(int) int",
    "math.least(uint) uint",
    "math.least(double) double",
    "math.least(list(int)) int",
    "math.least(list(uint)) uint",
    "math.least(list(double)) double",
    "math.least(int, int) int",
    "math.least(uint, uint) uint",
    "math.least(double, double) double",
    "math.abs(int) int",
    "math.abs(uint) uint",
    "math.abs(double) double",
    "math.sign(int) int",
    "math.sign(uint) uint",
    "math.sign(double) double",
    "math.ceil(double) double",
    "math.floor(double) double",
    "math.round(double) double",
    "math.trunc(double) double",
    "math.sqrt(int) double",
    "math.sqrt(uint) double",
    "math.sqrt(double) double",
    "math.isInf(double) bool",
    "math.isNaN(double) bool",
    "math.isFinite(double) bool",
    "math.bitAnd(int, int) int",
    "math.bitAnd(uint, uint) uint",
    "math.bitOr(int, int) int",
    "math.bitOr(uint, uint) uint",
    "math.bitXor(int, int) int",
    "math.bitXor(uint, uint) uint",
    "math.bitNot(int) int",
    "math.bitNot(uint) uint",
    "math.bitShiftLeft(int, int) int",
    "math.bitShiftLeft(uint, int) uint",
    "math.bitShiftRight(int, int) int",
    "math.bitShiftRight(uint, int) uint",
    // Optionals.
    "optional.of(A) optional_type(A)",
    "optional.ofNonZeroValue(A) optional_type(A)",
    "optional.none() optional_type(A)",
    "optional.unwrap(list(optional_type(A))) list(A)",
    "(list(optional_type(A))).unwrapOpt() list(A)",
    "(optional_type(A)).hasValue() bool",
    "(optional_type(A)).value() A",
    "(optional_type(A)).or(optional_type(A)) optional_type(A)",
    "(optional_type(A)).orValue(A) A",
    "(list(A)).first() optional_type(A)",
    "(list(A)).last() optional_type(A)",
    // Encoders.
    "base64.encode(bytes) string",
    "base64.decode(string) bytes",
};

/// What may be put in order, with its like. While it runs, numbers of all types are on one line; the checker wants them
/// to be of one type, so that a comparison means what it says.
constexpr std::string_view ordered[] = {"bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration"};
constexpr std::string_view orders[] = {"_<_", "_<=_", "_>_", "_>=_"};

struct SimpleName {
    std::string_view name;
    TypeKind kind;
};
constexpr SimpleName simple_names[] = {
    {"bool", TypeKind::boolean},   {"int", TypeKind::int64},           {"uint", TypeKind::uint64},
    {"double", TypeKind::float64}, {"string", TypeKind::string},       {"bytes", TypeKind::bytes},
    {"dyn", TypeKind::dyn},        {"timestamp", TypeKind::timestamp}, {"duration", TypeKind::duration},
};

/// Reads the notation of the tables above, which is right: a mistake in it breaks an invariant.
class Notation {
  public:
    explicit Notation(std::string_view text) : text_(text) {}

    Signature read() {
        Signature signature;
        if (accept("(")) {
            signature.is_member = true;
            signature.parameters.push_back(read_type());
            expect(").");
        }
        const std::size_t name_end = signature.is_member ? text_.find('(', at_) : text_.find('(');
        signature.name = text_.substr(at_, name_end - at_);
        at_ = name_end;
        expect("(");
        while (!accept(")")) {
            accept(", ");
            signature.parameters.push_back(read_type());
        }
        expect(" ");
        signature.result = read_type();
        signature.is_generic = is_generic_;
        return signature;
    }

  private:
    bool accept(std::string_view part) {
        if (text_.substr(at_, part.size()) != part) return false;
        at_ += part.size();
        return true;
    }

    void expect(std::string_view part) {
        invariant(accept(part), "a signature is written in the notation of the table");
    }

    Type read_type() {
        const std::size_t end = std::min(text_.find_first_of("(), ", at_), text_.size());
        const std::string_view name = text_.substr(at_, end - at_);
        at_ = end;
        for (const auto& simple : simple_names) {
            if (simple.name == name) return simple.kind;
        }
        if (name == "A" || name == "B") {
            is_generic_ = true;
            return Type::parameter(std::string(name));
        }
        return read_built(name);
    }

    Type read_built(std::string_view name) {
        expect("(");
        Type first = read_type();
        Type built = name == "list" ? Type::list(first) : name == "type" ? Type::type_of(first) : Type::optional(first);
        if (name == "map") {
            expect(", ");
            built = Type::map(std::move(first), read_type());
        }
        expect(")");
        return built;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool is_generic_ = false;
};

Signature read_ordered(std::string_view order, std::string_view type) {
    const std::string line = std::string(order) + "(" + std::string(type) + ", " + std::string(type) + ") bool";
    return Notation(line).read();
}

std::vector<Signature> read_table() {
    std::vector<Signature> all;
    all.reserve(std::size(table) + std::size(orders) * std::size(ordered));
    for (const std::string_view line : table) all.push_back(Notation(line).read());
    for (const std::string_view order : orders) {
        for (const std::string_view type : ordered) {
            all.push_back(read_ordered(order, type));
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Signature& a, const Signature& b) { return a.name < b.name; });
    return all;
}

}  // namespace

std::string Signature::to_text() const {
    std::string text;
    std::size_t first = 0;
    if (is_member) text = parameters[first++].to_text() + ".";
    text += name + "(";
    for (std::size_t i = first; i < parameters.size(); ++i) {
        text += (i > first ? ", " : "") + parameters[i].to_text();
    }
    return text + ")";
}

const std::vector<Signature>& all_signatures() {
    static const std::vector<Signature> all = read_table();
    return all;
}

std::span<const Signature> signatures_of(std::string_view name) {
    const auto& all = all_signatures();
    const auto first = std::partition_point(all.begin(), all.end(), [&](const Signature& s) { return s.name < name; });
    const auto last = std::partition_point(first, all.end(), [&](const Signature& s) { return s.name <= name; });
    return {first, last};
}

bool is_function(const Schema& schema, std::string_view name) {
    const auto& functions = schema.functions();
    return !signatures_of(name).empty() ||
           std::any_of(functions.begin(), functions.end(), [&](const HostFunction& f) { return f.name == name; });
}

}  // namespace makegood::cel
