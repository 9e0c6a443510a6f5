#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/verify/amount.hpp"
#include "adapters/verify/json_tree.hpp"

namespace makegood::verify {

class Value;

/// One event as it is read. What is missing or of another form is noted, once, and reads as empty or zero, so that
/// nobody judges an event before `fault()` was asked.
class Reading {
  public:
    explicit Reading(const JsonTree& tree) : tree_(tree) {}

    [[nodiscard]] Value root();
    [[nodiscard]] const std::optional<std::string>& fault() const { return fault_; }

    /// Digits that every amount must have; when nobody knows them yet, the first amount says.
    std::optional<int> digits{};

  private:
    friend class Value;
    void note(std::string_view name, std::string_view wrong);

    const JsonTree& tree_;
    std::optional<std::string> fault_{};
};

/// A value in an event, or the place where one is missing.
class Value {
  public:
    [[nodiscard]] bool is_there() const { return at_ != nowhere; }
    /// A field that must be there, and one that may be missing.
    [[nodiscard]] Value operator[](std::string_view name) const;
    [[nodiscard]] Value find(std::string_view name) const;

    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] bool flag() const;
    [[nodiscard]] Wide amount() const;           ///< money, in minor units
    [[nodiscard]] std::int64_t integer() const;  ///< written as a text
    [[nodiscard]] std::int64_t number() const;   ///< written as a bare number: the schema version
    [[nodiscard]] std::int64_t days() const;     ///< of a date, since 1970-01-01
    [[nodiscard]] std::int64_t unix_ms() const;  ///< of an instant

    /// Calls `use` with every element of an array.
    template <class Use>
    void each(Use use) const {
        if (!expect(JsonTree::Kind::array, "no array")) return;
        const std::uint32_t end = reading_->tree_.node(at_).end;
        for (std::uint32_t at = at_ + 1; at < end; at = reading_->tree_.node(at).end) use(Value(*reading_, at));
    }

  private:
    friend class Reading;
    static constexpr std::uint32_t nowhere = ~std::uint32_t{0};
    Value(Reading& reading, std::uint32_t at) : reading_(&reading), at_(at) {}
    [[nodiscard]] bool expect(JsonTree::Kind kind, std::string_view wrong) const;
    void note(std::string_view wrong) const;

    Reading* reading_;
    std::uint32_t at_;
};

}  // namespace makegood::verify
