#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/verify/books.hpp"
#include "adapters/verify/claim.hpp"
#include "adapters/verify/document_image.hpp"
#include "adapters/verify/findings.hpp"
#include "adapters/verify/happening.hpp"
#include "adapters/verify/levels.hpp"
#include "adapters/verify/reading.hpp"
#include "adapters/verify/refund.hpp"
#include "adapters/verify/sequel.hpp"

namespace makegood::verify {

/// Money that came in.
struct Payment {
    std::string id;
    Wide amount = 0;
    bool has_account = false;  ///< it says which account paid
    bool is_reversed = false;
};

/// What is kept of one invoice's stream.
struct Invoice {
    std::string number;
    std::string customer;
    std::string issued_on;
    std::string guarantee;
    std::string currency;
    bool has_email = false;  ///< of the customer, and a street: contacts that were on file from the beginning
    bool has_street = false;
    Levels levels{};
    Wide tax_billed = 0;
    std::string accounting_currency{};  ///< that the invoice says its tax in once more; empty: it does not
    Wide accounting_tax = 0;
    std::vector<Claim> claims{};
    std::vector<DocumentImage> documents{};
    std::vector<Payment> payments{};
    std::vector<Refund> refunds{};
    std::vector<std::pair<std::size_t, Wide>> raised{};  ///< by line: what supplements added that were not revoked
    std::unique_ptr<Sequel> sequel{};                    ///< what must come next
    std::uint32_t moves = 0;                             ///< adjustments, their reversals and credits elsewhere so far

    // The receivable, from the documents alone.
    Wide payable = 0;       ///< gross and rounding, less every credit
    Wide paid = 0;          ///< also from a balance of another invoice; less what bounced
    Wide refunded = 0;      ///< refunds that did not fail, sent or not
    Wide failed = 0;        ///< refunds that failed: owed still
    Wide kept = 0;          ///< for the customer: here still, or used elsewhere
    Wide used = 0;          ///< of it, on other invoices
    Wide out_of_band = 0;   ///< settled otherwise
    Wide unrecorded = 0;    ///< refunds that documents ask for and that are not recorded
    Wide credited = 0;      ///< gross of our credit notes
    Wide supplemented = 0;  ///< gross of our supplements

    /// What the entries left on the sub-ledgers' accounts.
    Moves ledger{};

    [[nodiscard]] Wide open() const { return payable - paid + refunded + failed + kept + out_of_band; }
    /// What a new document may still give back: what is kept stays.
    [[nodiscard]] Wide refundable() const;
    /// What may leave for the customer at most, also from what is kept. Below zero once a refunded payment bounced.
    [[nodiscard]] Wide returnable() const { return paid - refunded - used - out_of_band; }
    [[nodiscard]] Wide balance() const { return kept - used; }
    /// Refunds not paid, also of balances and make-goods, and whether or not they failed.
    [[nodiscard]] Wide refunds_payable() const;
    [[nodiscard]] Claim* find(std::string_view claim);
    [[nodiscard]] DocumentImage* find_document(std::string_view number);
    [[nodiscard]] Refund* find_refund(std::string_view number);
    /// The most that may stand of a line: what was billed, and what supplements added.
    [[nodiscard]] Wide most(std::size_t line) const;
};

/// Holds an event's entries to what it says and the sub-ledgers to the receivable (law 8). `due` is asked of the
/// accounts that are no sub-ledger; `carried` of sub-ledgers on behalf of another invoice, whose balance it moves.
void tie(Invoice& invoice, Books& books, const Happening& happening, const Moves& due, const Moves& carried,
         Findings& findings);

/// Judges the events of one invoice after another: law 7, law 8 for each event, and the life of its claims.
class InvoiceJudge {
  public:
    InvoiceJudge(Invoice& invoice, Books& books, Findings& findings)
        : invoice_(invoice), books_(books), findings_(findings) {}

    /// Any event of the invoice after its first; `type` as in the journal.
    void judge(std::string_view type, const Value& payload, const Happening& happening);
    void record(const Value& payload, const Happening& happening);
    /// Nothing follows any more: what had to is missing.
    void end();

  private:
    void meet_sequel(std::string_view type, const Value& payload, const Happening& happening);
    void miss_sequel();
    void credit_elsewhere(const Value& payload, const Happening& happening);
    void open_claim(const Value& payload, const Happening& happening);
    void on_claim(std::string_view type, const Value& payload, const Happening& happening);
    void adjust(const Value& payload, const Happening& happening);
    void reverse(const Value& payload, const Happening& happening);
    void correct_statement(Claim& claim, const Value& payload, const Happening& happening);
    void state(Claim& claim, const Value& payload, const Happening& happening);
    void reroute(Claim& claim, const Value& routing);
    void acknowledge(Claim& claim);
    void approve(Claim& claim, const Value& payload, const Happening& happening);
    void offer(Claim& claim, const Value& movement);
    void answer(Claim& claim, std::string_view answer);
    void close(Claim& claim, const Value& payload);
    void settle(Claim& claim);

    Invoice& invoice_;
    Books& books_;
    Findings& findings_;
};

}  // namespace makegood::verify
