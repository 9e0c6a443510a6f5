#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/rules/facts.hpp"

namespace makegood {

/// All declared facts of one claim, as rules read them: made of RuleFacts when a claim is routed, or read back from
/// what was recorded then. Immutable, owns what its values point to, stays where it is.
class FactSheet {
  public:
    [[nodiscard]] static std::shared_ptr<const FactSheet> of(RuleFacts facts);
    FactSheet(const FactSheet&) = delete;
    FactSheet& operator=(const FactSheet&) = delete;

    /// One for each variable of the table's schema.
    [[nodiscard]] std::span<const cel::Value> values() const { return values_; }
    /// The declared facts that were not recorded then. Reading one is an error, so that nothing is made up.
    [[nodiscard]] const FactSet& missing() const { return missing_; }
    /// The fact's value; of a fact of lines, nothing to be had here: the value of `lines` is a list of objects.
    [[nodiscard]] const cel::Value& at(FactIndex fact) const;

  private:
    friend class FactSheetBuilder;
    FactSheet() = default;
    std::unique_ptr<const RuleFacts> facts_;
    cel::Arena arena_;
    std::span<const cel::Value> values_;
    FactSet missing_;
};

/// Makes a sheet fact by fact, for whoever reads a record. Values live in the builder's arena.
class FactSheetBuilder {
  public:
    FactSheetBuilder();
    [[nodiscard]] cel::Arena& arena() { return sheet_->arena_; }
    /// Of a fact that is not one of lines; an optional one may be `absent`.
    void set(FactIndex fact, cel::Value value);
    /// A new line begins as a copy of the pattern, if there is one.
    void begin_line();
    /// Forgets the lines that were read; the first of them is the pattern of those to come.
    void replace_lines();
    /// Of the line begun last.
    void set_in_line(FactIndex fact, cel::Value value);
    /// There were lines in the record, perhaps none. Without this, every fact of lines is missing.
    void has_lines() { has_lines_ = true; }

    enum class Unset {
        missing,  ///< it was not recorded
        absent,   ///< optional facts that are not set are absent; others are missing all the same
    };
    [[nodiscard]] std::shared_ptr<const FactSheet> finish(Unset unset) &&;

  private:
    void settle(std::span<cel::Value> values, FactIndex first, Unset unset);
    std::shared_ptr<FactSheet> sheet_;
    std::vector<cel::Value> single_;  ///< by fact
    std::vector<std::vector<cel::Value>> lines_;
    std::vector<cel::Value> pattern_;  ///< of a line
    bool has_lines_ = false;
};

/// A value in few words, for people: 120.00 EUR, "phone", 3 days. Long texts and lists are cut.
[[nodiscard]] std::string in_words(const cel::Value& value);

}  // namespace makegood
