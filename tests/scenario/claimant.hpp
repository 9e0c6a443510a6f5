#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "engine/desk/command.hpp"
#include "tests/scenario/count.hpp"
#include "tests/scenario/scene.hpp"

namespace makegood::scenario {

/// The same numbers from the same seed on every machine, which the standard distributions don't promise.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    [[nodiscard]] std::int64_t from_to(std::int64_t low, std::int64_t high);
    [[nodiscard]] bool in_hundred(int chances) { return from_to(1, 100) <= chances; }

  private:
    std::mt19937_64 engine_;
};

/// A customer with one invoice, who claims on it several times, changes their mind, is credited elsewhere in between,
/// and counts along. What the store answers otherwise than counted is a complaint.
class Claimant {
  public:
    /// `draft` is recorded before the first command.
    Claimant(const InvoiceDraft& draft, Dice& dice);

    [[nodiscard]] bool has_more() const { return claims_left_ > 0 || phase_ != Phase::nothing_open; }
    /// What they ask for next; `clock` is set forward when it is a promise that keeps itself.
    [[nodiscard]] Command next(Dice& dice, HandClock& clock);
    [[nodiscard]] std::vector<std::string> hear(const Reply& reply);

    [[nodiscard]] const Count& count() const { return count_; }
    [[nodiscard]] const InvoiceNumber& number() const { return number_; }
    [[nodiscard]] Currency currency() const { return currency_; }
    [[nodiscard]] const std::vector<std::string>& diary() const { return diary_; }

  private:
    enum class Phase { nothing_open, claim_open, offer_open };

    [[nodiscard]] Command invoke(Dice& dice, bool with_worth);
    [[nodiscard]] Command restate(Dice& dice);
    [[nodiscard]] Command withdraw();
    [[nodiscard]] Command credit_elsewhere(Dice& dice);
    [[nodiscard]] Command have_honoured(Dice& dice, HandClock& clock);
    [[nodiscard]] Command answer_offer(Dice& dice);
    [[nodiscard]] Command on_open_claim(Dice& dice, HandClock& clock);
    [[nodiscard]] Stated think(Dice& dice) const;
    [[nodiscard]] std::int64_t amount_near(Wide standing, Dice& dice) const;
    [[nodiscard]] Saying say(const Stated& stated) const;
    void note(const std::string& what) { diary_.push_back(what); }
    [[nodiscard]] bool is_refused_as_stale(const Reply& reply);
    void follow(const Event& event, std::vector<std::string>& complaints);

    InvoiceNumber number_;
    Currency currency_;
    Count count_;
    int claims_left_;
    Phase phase_ = Phase::nothing_open;
    Stated stated_;
    Stated to_be_stated_;  ///< of the command that is on its way
    bool replaces_ = false;
    std::optional<SettlementKind> wish_;
    std::optional<ClaimId> claim_;
    std::optional<Instant> promise_;
    bool acknowledged_ = false;
    bool is_adjusted_ = false;     ///< an offer may still be open beside it
    bool is_answering_ = false;    ///< the command on its way answers an offer
    bool offer_is_stale_ = false;  ///< another document credited the invoice since it was made
    bool was_stale_refused_ = false;
    std::optional<Count> before_honouring_;
    std::optional<Totals> offer_;
    int credits_elsewhere_ = 0;
    std::vector<std::string> diary_;
};

}  // namespace makegood::scenario
