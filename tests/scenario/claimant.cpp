#include "tests/scenario/claimant.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace makegood::scenario {

std::int64_t Dice::from_to(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
}

Claimant::Claimant(const InvoiceDraft& draft, Dice& dice)
    : number_(draft.number),
      currency_(draft.currency),
      count_(draft),
      claims_left_(static_cast<int>(dice.from_to(2, 5))) {}

std::int64_t Claimant::amount_near(Wide standing, Dice& dice) const {
    const auto level = static_cast<std::int64_t>(std::max(Wide{0}, standing));
    const auto kind = dice.from_to(1, 100);
    if (kind <= 12) return 0;
    if (kind <= 24) return level;
    if (kind <= 40) return level + dice.from_to(1, level / 2 + 5);
    if (kind <= 50) return std::max(std::int64_t{0}, level - dice.from_to(1, 3));
    return dice.from_to(0, level);
}

Stated Claimant::think(Dice& dice) const {
    Stated stated;
    const Basis basis = dice.in_hundred(50) ? Basis::net : Basis::gross;
    if (dice.in_hundred(45)) {
        stated.whole = Stated::Amount{amount_near(basis == Basis::net ? count_.net() : count_.gross(), dice), basis};
        return stated;
    }
    const auto last = static_cast<std::int64_t>(count_.lines().size()) - 1;
    for (auto wanted = dice.from_to(1, 4); wanted > 0; --wanted) {
        const auto index = static_cast<std::size_t>(dice.from_to(0, last));
        const Wide level = count_.lines()[index].level;
        stated.lines[index] = {amount_near(basis == Basis::net ? level : level + level / 5, dice), basis};
    }
    return stated;
}

Saying Claimant::say(const Stated& stated) const {
    Saying saying;
    const auto money = [&](const Stated::Amount& amount) { return to_text(Money(amount.minor, currency_)); };
    if (stated.whole) {
        saying.worth = money(*stated.whole);
        saying.basis = stated.whole->basis;
    }
    for (const auto& [index, amount] : stated.lines) {
        saying.lines.push_back({LineId(count_.lines()[index].id), money(amount)});
        saying.basis = amount.basis;
    }
    return saying;
}

Command Claimant::invoke(Dice& dice, bool with_worth) {
    to_be_stated_ = with_worth ? think(dice) : Stated{};
    replaces_ = false;
    std::optional<SettlementKind> wish;
    if (dice.in_hundred(40))
        wish = std::array{SettlementKind::offset, SettlementKind::refund,
                          SettlementKind::balance}[static_cast<std::size_t>(dice.from_to(0, 2))];
    if (phase_ == Phase::nothing_open || is_adjusted_) wish_.reset();
    if (wish) wish_ = wish;
    note("invokes");
    return Invoke{number_, say(to_be_stated_), wish, {}};
}

Command Claimant::restate(Dice& dice) {
    to_be_stated_ = think(dice);
    replaces_ = true;
    Saying saying = say(to_be_stated_);
    saying.kind = StatementKind::restating;
    note("restates");
    return StateAnew{*claim_, saying};
}

Command Claimant::withdraw() {
    to_be_stated_ = {};
    replaces_ = true;
    Saying saying;
    saying.kind = StatementKind::withdrawing;
    note("withdraws");
    return StateAnew{*claim_, saying};
}

Command Claimant::credit_elsewhere(Dice& dice) {
    CreditElsewhere credit{number_.text() + "/credit-" + std::to_string(++credits_elsewhere_),
                           {Money::zero(currency_), Money::zero(currency_), Money::zero(currency_)},
                           {}};
    const bool divides = dice.in_hundred(50);
    for (const Count::Group& group : count_.groups()) {
        if (!group.can_be_credited() || dice.in_hundred(40)) continue;
        const auto billed = static_cast<std::int64_t>(group.billed_base);
        const Money base(dice.from_to(0, dice.in_hundred(10) ? billed * 2 : billed / 5), currency_);
        const Money tax(static_cast<std::int64_t>(Wide{base.minor()} * group.billed_tax / group.billed_base),
                        currency_);
        credit.totals.net += base;
        credit.totals.tax += tax;
        if (divides) credit.tax.push_back({group.key, base, tax});
    }
    credit.totals.gross = credit.totals.net + credit.totals.tax;
    note("is credited elsewhere: " + to_text(credit.totals.gross));
    return RecordCreditElsewhere{number_, currency_, std::move(credit)};
}

Command Claimant::have_honoured(Dice& dice, HandClock& clock) {
    before_honouring_ = count_;
    if (dice.in_hundred(70)) {
        note("has the president's approval");
        return Approve{*claim_};
    }
    clock.set(std::max(clock.now(), *promise_));
    note("has the promise kept");
    return KeepPromise{*claim_};
}

Command Claimant::answer_offer(Dice& dice) {
    const auto kind = dice.from_to(1, 100);
    if (kind <= 10) {
        offer_is_stale_ = true;
        return credit_elsewhere(dice);
    }
    if (kind <= 25 && !is_adjusted_) return dice.in_hundred(50) ? restate(dice) : invoke(dice, true);
    if (kind <= 25 && claims_left_ > 0) {
        --claims_left_;
        return invoke(dice, true);
    }
    is_answering_ = true;
    if (kind <= 65 && !was_stale_refused_) {
        note("confirms the offer");
        return AnswerOffer{*claim_, OfferAnswer::confirmed, to_text(offer_->gross), to_text(offer_->tax)};
    }
    note("leaves the offer");
    return AnswerOffer{*claim_, kind <= 80 ? OfferAnswer::revoked : OfferAnswer::declined, {}, {}};
}

Command Claimant::on_open_claim(Dice& dice, HandClock& clock) {
    const auto kind = dice.from_to(1, 100);
    if (kind <= 12) return invoke(dice, true);
    if (kind <= 24) return restate(dice);
    if (kind <= 28) return withdraw();
    if (kind <= 36) return credit_elsewhere(dice);
    if (kind <= 44 && !acknowledged_) return Acknowledge{*claim_};
    if (stated_.is_nothing()) return invoke(dice, true);
    return have_honoured(dice, clock);
}

Command Claimant::next(Dice& dice, HandClock& clock) {
    if (phase_ == Phase::offer_open) return answer_offer(dice);
    if (phase_ == Phase::claim_open) return on_open_claim(dice, clock);
    if (dice.in_hundred(15)) return credit_elsewhere(dice);
    --claims_left_;
    return invoke(dice, dice.in_hundred(90));
}

void Claimant::follow(const Event& event, std::vector<std::string>& complaints) {
    const auto add = [&](std::vector<std::string> more) {
        complaints.insert(complaints.end(), more.begin(), more.end());
    };
    if (const auto* opened = std::get_if<ClaimOpened>(&event)) {
        phase_ = Phase::claim_open;
        claim_ = opened->claim;
        promise_ = opened->routing.dues[static_cast<std::size_t>(Step::adjust)]->promise;
        acknowledged_ = false;
        is_adjusted_ = false;
        stated_ = to_be_stated_;
    } else if (const auto* made = std::get_if<StatementMade>(&event)) {
        if (replaces_)
            stated_ = to_be_stated_;
        else
            stated_.add(to_be_stated_);
        phase_ = made->saying.kind == StatementKind::withdrawing ? Phase::nothing_open : Phase::claim_open;
    } else if (std::holds_alternative<ClaimAcknowledged>(event)) {
        acknowledged_ = true;
    } else if (const auto* issued = std::get_if<AdjustmentIssued>(&event)) {
        add(count_.take(issued->adjustment, wish_));
    } else if (const auto* credited = std::get_if<CreditedElsewhere>(&event)) {
        add(count_.take(*credited));
    } else if (std::holds_alternative<ClaimApproved>(event)) {
        acknowledged_ = true;
        phase_ = Phase::nothing_open;
    } else if (std::holds_alternative<ClaimAdjusted>(event)) {
        is_adjusted_ = true;
    } else if (const auto* offer = std::get_if<OfferMade>(&event)) {
        phase_ = Phase::offer_open;
        offer_ = offer->movement.totals;
        offer_is_stale_ = was_stale_refused_ = false;
    } else if (std::holds_alternative<OfferAnswered>(event)) {
        phase_ = Phase::nothing_open;
    }
}

/// What an offer comes to after another document's credit is another amount, or nothing: the old one may be refused.
bool Claimant::is_refused_as_stale(const Reply& reply) {
    was_stale_refused_ = reply.refusal && (reply.refusal->reason == RefusalReason::offer_differs ||
                                           reply.refusal->reason == RefusalReason::offer_not_open);
    return was_stale_refused_;
}

std::vector<std::string> Claimant::hear(const Reply& reply) {
    const bool is_answer = std::exchange(is_answering_, false);
    if (is_answer && offer_is_stale_ && is_refused_as_stale(reply)) return {};
    if (!reply.was_accepted()) {
        phase_ = Phase::nothing_open;
        claims_left_ = 0;
        return {reply.in_words()};
    }
    std::vector<std::string> complaints;
    bool is_confirmed = false, was_honoured = false;
    for (const Journaled& journaled : reply.events) {
        const Event& event = journaled.recorded.event;
        follow(event, complaints);
        was_honoured |= std::holds_alternative<ClaimApproved>(event);
        if (const auto* answered = std::get_if<OfferAnswered>(&event))
            is_confirmed |= answered->answer == OfferAnswer::confirmed;
    }
    std::vector<std::string> more;
    if (was_honoured || (is_answer && !offer_is_stale_)) more = before_honouring_->judge(stated_, count_, is_confirmed);
    for (std::string& complaint : count_.compare(reply.after)) more.push_back(std::move(complaint));
    complaints.insert(complaints.end(), more.begin(), more.end());
    return complaints;
}

}  // namespace makegood::scenario
