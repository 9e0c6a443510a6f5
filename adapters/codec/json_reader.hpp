#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/codec/fault.hpp"
#include "adapters/codec/json_document.hpp"

namespace makegood::codec {

/// Length of a text in code points, both ends included.
struct Chars {
    std::size_t min = 0;
    std::size_t max = 0;
};

/// Both ends included.
struct Integers {
    std::int64_t min = 0;
    std::int64_t max = 0;
};

/// Number of elements, both ends included.
struct Items {
    std::size_t min = 0;
    std::size_t max = 0;
};

/// Which control characters (Unicode category Cc) a text may hold. Numbers, names and ids are `none`.
enum class Controls : std::uint8_t { none, line_ends_and_tabs, any };

class ArrayReader;
class ObjectReader;

/// One value of a document, or the place of a field that is missing. Reading it as something it is not adds a Fault and
/// returns a harmless default, so that one pass collects all findings. Copies are cheap; valid as long as the document
/// and its Faults. `null` is a wrong type, not absence.
class JsonValue {
  public:
    [[nodiscard]] bool is_present() const { return index_ != absent; }
    /// Of a present value only.
    [[nodiscard]] JsonKind kind() const;
    /// RFC 6901; of a missing field, the pointer it would have.
    [[nodiscard]] std::string pointer() const;

    std::string_view text(Chars chars, Controls controls = Controls::line_ends_and_tabs);
    bool flag();
    std::int64_t integer(Integers range);
    /// The position in `words`.
    std::size_t one_of(std::span<const std::string_view> words);
    ObjectReader object();
    ArrayReader array(Items items);
    /// The value again as canonical JSON: no whitespace, minimal escapes, fields in the order in which they came. Its
    /// fields count as read. "" for a missing field, which is a Fault.
    std::string json();

    /// The same, and nothing instead of a default after a Fault.
    std::optional<std::string_view> try_text(Chars chars, Controls controls = Controls::line_ends_and_tabs);
    std::optional<bool> try_flag();
    std::optional<std::int64_t> try_integer(Integers range);
    std::optional<std::size_t> try_one_of(std::span<const std::string_view> words);

    /// Adds a finding of the caller's about this value.
    void fault(std::string found, std::string expected);
    /// The same, with what stands there in plain words: "the text \"12,50\"", "the number 3.5", "nothing".
    void fault(std::string expected);

  private:
    friend class JsonDocument;
    friend class ObjectReader;
    friend class ArrayReader;
    friend class Members;
    static constexpr std::uint32_t absent = 0xFFFFFFFF;

    JsonValue() = default;  // silent: nothing is there and its absence is already a finding
    JsonValue(JsonTree& tree, std::uint32_t index, Faults& faults) : tree_(&tree), faults_(&faults), index_(index) {}

    [[nodiscard]] bool is_silent() const { return tree_ == nullptr; }
    [[nodiscard]] std::string found() const;
    static ArrayReader no_array();

    JsonTree* tree_ = nullptr;
    Faults* faults_ = nullptr;
    std::uint32_t index_ = absent;
    std::uint32_t owner_ = absent;  // of a missing field: the object that lacks it
    std::string_view name_;         // of a missing field
};

/// One field of an object that maps names to values.
struct Member {
    std::string_view name;
    JsonValue value;
};

/// The fields of an object in the order in which they came; each counts as read when the loop reaches it.
class Members {
  public:
    class Iterator {
      public:
        Member operator*() const;
        Iterator& operator++();
        bool operator==(const Iterator& other) const { return index_ == other.index_; }

      private:
        friend class Members;
        Iterator(const Members& members, std::uint32_t index) : members_(&members), index_(index) {}
        const Members* members_;
        std::uint32_t index_;
    };
    [[nodiscard]] Iterator begin() const;
    [[nodiscard]] Iterator end() const;

  private:
    friend class ObjectReader;
    explicit Members(const JsonValue& object) : object_(object) {}
    JsonValue object_;
};

/// The elements of an array.
class ArrayReader {
  public:
    class Iterator {
      public:
        JsonValue operator*() const;
        Iterator& operator++();
        bool operator==(const Iterator& other) const { return index_ == other.index_; }

      private:
        friend class ArrayReader;
        Iterator(const ArrayReader& array, std::uint32_t index) : array_(&array), index_(index) {}
        const ArrayReader* array_;
        std::uint32_t index_;
    };
    /// False when something else, or nothing, or too many or too few stood where the array should be.
    [[nodiscard]] bool is_present() const { return array_.is_present(); }
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] Iterator begin() const;
    [[nodiscard]] Iterator end() const;

  private:
    friend class JsonValue;
    explicit ArrayReader(const JsonValue& array) : array_(array) {}
    JsonValue array_;
};

/// Reads the fields of one object by name. Fastest in the order in which clients are told to send them. What is not
/// there, or not an object in the first place, is a finding once and then reads as defaults. Names outlive the reader.
///
///     ObjectReader claim = document.object(faults);
///     auto invoice = claim.text("invoice", {1, 64}, Controls::none);
///     auto words = claim.optional_text("words", {0, 4000});
///     claim.finish();
///     if (!faults.empty()) ...
class ObjectReader {
  public:
    /// The required ones: absence is a finding.
    [[nodiscard]] JsonValue value(std::string_view name);
    std::string_view text(std::string_view name, Chars chars, Controls controls = Controls::line_ends_and_tabs);
    bool flag(std::string_view name);
    std::int64_t integer(std::string_view name, Integers range);
    std::size_t one_of(std::string_view name, std::span<const std::string_view> words);
    ObjectReader object(std::string_view name);
    ArrayReader array(std::string_view name, Items items);
    std::string raw(std::string_view name);

    /// Nothing when the field is absent, and also when it is there and a finding.
    [[nodiscard]] std::optional<JsonValue> optional_value(std::string_view name);
    std::optional<std::string_view> optional_text(std::string_view name, Chars chars,
                                                  Controls controls = Controls::line_ends_and_tabs);
    std::optional<bool> optional_flag(std::string_view name);
    std::optional<std::int64_t> optional_integer(std::string_view name, Integers range);
    std::optional<std::size_t> optional_one_of(std::string_view name, std::span<const std::string_view> words);
    std::optional<ObjectReader> optional_object(std::string_view name);
    /// Empty and not present instead of an optional: `for (auto item : *temporary_optional)` would dangle.
    ArrayReader optional_array(std::string_view name, Items items);
    std::optional<std::string> optional_raw(std::string_view name);

    /// For objects that map names to values.
    [[nodiscard]] Members members() const { return Members(object_); }

    /// False when something else, or nothing, stood where the object should be.
    [[nodiscard]] bool is_present() const { return object_.is_present(); }
    [[nodiscard]] std::string pointer() const { return object_.pointer(); }
    [[nodiscard]] std::string pointer(std::string_view name) const;

    /// Adds a finding of the caller's about the field `name`, or with "" about the object itself.
    void fault(std::string_view name, std::string found, std::string expected);
    /// The same, with what stands there in plain words.
    void fault(std::string_view name, std::string expected);

    /// Every field that nobody has read is unknown: one finding each, with the closest name that was looked for in
    /// vain.
    void finish();

  private:
    friend class JsonValue;
    explicit ObjectReader(const JsonValue& object);
    [[nodiscard]] std::uint32_t find(std::string_view name);
    [[nodiscard]] std::string closest_absent(std::string_view name) const;
    [[nodiscard]] JsonValue missing(std::string_view name) const;

    JsonValue object_;
    std::uint32_t cursor_ = 0;  // the field after the one found last
    std::vector<std::string_view> absent_names_;
};

}  // namespace makegood::codec
