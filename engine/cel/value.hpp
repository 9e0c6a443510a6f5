#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace makegood::cel {

class ObjectType;
class OpaqueType;
class Type;
struct Fault;
struct List;
struct Map;
struct Object;

enum class ValueKind : std::uint8_t {
    error,   ///< an evaluation that went wrong; it is a value, so that && and || can absorb it
    absent,  ///< an optional field that is not there; never the result of an expression
    null,
    boolean,
    int64,
    uint64,
    float64,
    string,
    bytes,
    timestamp,
    duration,
    list,
    map,
    object,
    optional,
    type,
    opaque,
};

/// A value while rules run: 16 bytes, copied like a number. What it points to (texts, lists, maps, faults) belongs to
/// the Facts or to the Evaluator that made it, and lives as long.
struct Value {
    ValueKind kind = ValueKind::null;
    std::uint8_t flag = 0;
    std::uint16_t tag = 0;  ///< opaque: which of the schema's opaque types
    std::uint32_t size =
        0;  ///< string, bytes: length in bytes; timestamp: nanoseconds, 0 to 999,999,999; opaque: the host's
    union {
        bool boolean;
        std::int64_t
            int64;  ///< also a timestamp's seconds since 1970, a duration's nanoseconds, an opaque value's number
        std::uint64_t uint64;
        double float64;
        const char* text;  ///< string (valid UTF-8) and bytes
        const List* list;
        const Map* map;
        const Object* object;
        const Value* held;  ///< optional: what it holds; null: none
        const Type* type;
        const Fault* fault;
    };

    constexpr Value() : int64(0) {}
    [[nodiscard]] static constexpr Value null() { return {}; }
    [[nodiscard]] static constexpr Value of(bool value);
    [[nodiscard]] static constexpr Value of(std::int64_t value);
    [[nodiscard]] static constexpr Value of(std::uint64_t value);
    [[nodiscard]] static constexpr Value of(double value);
    [[nodiscard]] static constexpr Value string(std::string_view utf8);
    [[nodiscard]] static constexpr Value bytes(std::string_view bytes);
    [[nodiscard]] static constexpr Value timestamp(std::int64_t seconds, std::uint32_t nanoseconds);
    [[nodiscard]] static constexpr Value duration(std::int64_t nanoseconds);
    [[nodiscard]] static constexpr Value of(const List& list);
    [[nodiscard]] static constexpr Value of(const Map& map);
    [[nodiscard]] static constexpr Value of(const Object& object);
    [[nodiscard]] static constexpr Value optional(const Value* held);
    [[nodiscard]] static constexpr Value type_of(const Type& type);
    [[nodiscard]] static constexpr Value error(const Fault& fault);
    [[nodiscard]] static constexpr Value absent();
    [[nodiscard]] static constexpr Value opaque(std::uint16_t tag, std::int64_t number, std::uint32_t aux);

    [[nodiscard]] constexpr bool is_error() const { return kind == ValueKind::error; }
    [[nodiscard]] constexpr std::string_view view() const { return {text, size}; }
};
static_assert(sizeof(Value) == 16);
static_assert(std::is_trivially_copyable_v<Value> && std::is_trivially_destructible_v<Value>);

constexpr Value Value::of(bool value) {
    Value made;
    made.kind = ValueKind::boolean;
    made.boolean = value;
    return made;
}
constexpr Value Value::of(std::int64_t value) {
    Value made;
    made.kind = ValueKind::int64;
    made.int64 = value;
    return made;
}
constexpr Value Value::of(std::uint64_t value) {
    Value made;
    made.kind = ValueKind::uint64;
    made.uint64 = value;
    return made;
}
constexpr Value Value::of(double value) {
    Value made;
    made.kind = ValueKind::float64;
    made.float64 = value;
    return made;
}
constexpr Value Value::string(std::string_view utf8) {
    Value made;
    made.kind = ValueKind::string;
    made.size = static_cast<std::uint32_t>(utf8.size());
    made.text = utf8.data();
    return made;
}
constexpr Value Value::bytes(std::string_view bytes) {
    Value made = string(bytes);
    made.kind = ValueKind::bytes;
    return made;
}
constexpr Value Value::timestamp(std::int64_t seconds, std::uint32_t nanoseconds) {
    Value made;
    made.kind = ValueKind::timestamp;
    made.size = nanoseconds;
    made.int64 = seconds;
    return made;
}
constexpr Value Value::duration(std::int64_t nanoseconds) {
    Value made;
    made.kind = ValueKind::duration;
    made.int64 = nanoseconds;
    return made;
}
constexpr Value Value::of(const List& list) {
    Value made;
    made.kind = ValueKind::list;
    made.list = &list;
    return made;
}
constexpr Value Value::of(const Map& map) {
    Value made;
    made.kind = ValueKind::map;
    made.map = &map;
    return made;
}
constexpr Value Value::of(const Object& object) {
    Value made;
    made.kind = ValueKind::object;
    made.object = &object;
    return made;
}
constexpr Value Value::optional(const Value* held) {
    Value made;
    made.kind = ValueKind::optional;
    made.held = held;
    return made;
}
constexpr Value Value::type_of(const Type& type) {
    Value made;
    made.kind = ValueKind::type;
    made.type = &type;
    return made;
}
constexpr Value Value::error(const Fault& fault) {
    Value made;
    made.kind = ValueKind::error;
    made.fault = &fault;
    return made;
}
constexpr Value Value::absent() {
    Value made;
    made.kind = ValueKind::absent;
    return made;
}
constexpr Value Value::opaque(std::uint16_t tag, std::int64_t number, std::uint32_t aux) {
    Value made;
    made.kind = ValueKind::opaque;
    made.tag = tag;
    made.size = aux;
    made.int64 = number;
    return made;
}

/// Why an evaluation went wrong: the words, and the node at which it did.
struct Fault {
    std::string_view words;
    std::uint32_t node = 0;
    bool over_budget = false;  ///< cost ran out: && and || do not absorb this one
};

struct List {
    std::span<const Value> items;
};

/// Entries in the order in which they were written; `order` holds their indices sorted by key, for the lookup.
struct Map {
    struct Entry {
        Value key;
        Value value;
    };
    std::span<const Entry> entries;
    std::span<const std::uint32_t> order;
};

/// A record: one value per field of its type, `absent` for an optional field that is not there.
struct Object {
    const ObjectType* type = nullptr;
    std::span<const Value> fields;
};

}  // namespace makegood::cel
