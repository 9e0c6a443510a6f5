#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/verify/books.hpp"
#include "adapters/verify/claim.hpp"
#include "adapters/verify/findings.hpp"
#include "adapters/verify/levels.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// What is kept of one invoice's stream.
struct Invoice {
    std::string number;
    std::string issued_on;
    std::string guarantee;
    std::string currency;
    Levels levels{};
    std::vector<Claim> claims{};
    std::uint32_t moves = 0;  ///< adjustments and credits elsewhere so far

    // The receivable, from the documents alone.
    Wide payable = 0;  ///< gross and rounding, less every credit
    Wide paid = 0;
    Wide refunded = 0;
    Wide kept = 0;
    Wide out_of_band = 0;
    Wide credited = 0;      ///< gross of our credit notes
    Wide supplemented = 0;  ///< gross of our supplements

    /// What the entries left on the sub-ledgers' accounts.
    Moves ledger{};

    [[nodiscard]] Wide open() const { return payable - paid + refunded + kept + out_of_band; }
    [[nodiscard]] Claim* find(std::string_view claim);
};

/// When an event was made, and the entries it came with.
struct Happening {
    std::int64_t at_ms = 0;
    std::string_view at{};
    Books::Posting posting{};
};

/// Judges the events of one invoice after another: law 7, law 8 for each event, and the life of its claims.
class InvoiceJudge {
  public:
    InvoiceJudge(Invoice& invoice, Books& books, Findings& findings)
        : invoice_(invoice), books_(books), findings_(findings) {}

    void record(const Value& payload, const Happening& happening);
    void credit_elsewhere(const Value& payload, const Happening& happening);
    void open_claim(const Value& payload, const Happening& happening);
    /// An event about a claim, but for adjustments; `type` as in the journal.
    void on_claim(std::string_view type, const Value& payload, const Happening& happening);
    void adjust(const Value& adjustment, const Happening& happening);

  private:
    void state(Claim& claim, const Value& payload, const Happening& happening);
    void reroute(Claim& claim, const Value& routing);
    void acknowledge(Claim& claim);
    void approve(Claim& claim, const Value& payload, const Happening& happening);
    void offer(Claim& claim, const Value& movement);
    void answer(Claim& claim, std::string_view answer);
    void close(Claim& claim, const Value& payload);
    /// Holds an event's entries to its document, and the sub-ledgers to the receivable.
    void tie(const Happening& happening, const Moves& due);

    Invoice& invoice_;
    Books& books_;
    Findings& findings_;
};

}  // namespace makegood::verify
