#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/actor.hpp"
#include "engine/core/finding.hpp"
#include "engine/core/personal.hpp"
#include "engine/core/result.hpp"
#include "engine/invoice/standing.hpp"
#include "engine/time/instant.hpp"

namespace makegood {

enum class Channel { link, phone, letter, short_payment };
enum class Basis { net, gross };

/// What a statement does to those before it. The latest counts.
enum class StatementKind {
    invoking,     ///< the first, or a further one: states what it names, and leaves earlier worths of other lines alone
    restating,    ///< replaces every worth stated before
    withdrawing,  ///< takes the invocation back
};

class Statement;

/// What a customer says a line, or the whole of what stands, was worth. Law 1: only a Statement makes one.
class Worth {
  public:
    [[nodiscard]] const Money& amount() const { return amount_; }  ///< ≥ 0
    [[nodiscard]] Basis basis() const { return basis_; }
    /// Nothing for the whole invoice.
    [[nodiscard]] const std::optional<LineId>& line() const { return line_; }
    bool operator==(const Worth&) const = default;

  private:
    friend class Statement;
    Worth(Money amount, Basis basis, std::optional<LineId> line)
        : amount_(amount), basis_(basis), line_(std::move(line)) {}
    Money amount_;
    Basis basis_;
    std::optional<LineId> line_;
};

/// What the customer said, as it reached us and before anybody understood it: amounts are still texts.
struct Saying {
    struct OfLine {
        LineId line;
        std::string worth;
    };
    StatementKind kind = StatementKind::invoking;
    Channel channel = Channel::phone;
    Basis basis = Basis::gross;
    std::optional<std::string> currency{};  ///< when named, it must be the invoice's
    std::optional<std::string> worth{};     ///< of the whole invoice; not together with lines
    std::vector<OfLine> lines{};
    std::optional<Personal> words{};
};

/// The record of a customer stating worths, restating or withdrawing. A reason is never required.
class Statement {
  public:
    /// Refuses only what makes it impossible to understand (law 6): not money, or a line that is not on the invoice.
    /// Pointers of findings: /worth, /currency, /lines, /lines/N/line, /lines/N/worth.
    [[nodiscard]] static Result<Statement, Findings> understand(const Saying& saying, const Billing& billing,
                                                                Instant said_at, const Actor& recorded_by);
    /// A statement read back from the journal, where only understood ones are.
    [[nodiscard]] static Statement replayed(const Saying& saying, Currency currency, Instant said_at,
                                            const Actor& recorded_by);

    [[nodiscard]] StatementKind kind() const { return kind_; }
    [[nodiscard]] Channel channel() const { return channel_; }
    [[nodiscard]] Instant said_at() const { return said_at_; }
    [[nodiscard]] const Actor& recorded_by() const { return recorded_by_; }
    [[nodiscard]] const std::optional<Personal>& words() const { return words_; }
    /// One for the whole invoice, or one for each line named, or none: the worth may come later than the call.
    [[nodiscard]] const std::vector<Worth>& worths() const { return worths_; }

  private:
    Statement(const Saying& saying, Instant said_at, const Actor& recorded_by);
    StatementKind kind_;
    Channel channel_;
    Instant said_at_;
    Actor recorded_by_;
    std::optional<Personal> words_;
    std::vector<Worth> worths_;
};

/// The worths that count after all of `statements`, in order of time: the latest of each line; a worth of the whole
/// replaces those of lines, and the other way round; a restatement replaces everything; a withdrawal leaves nothing.
[[nodiscard]] std::vector<Worth> worths_in_force(const std::vector<Statement>& statements);

}  // namespace makegood
