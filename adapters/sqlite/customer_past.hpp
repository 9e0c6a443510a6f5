#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "adapters/sqlite/connection.hpp"
#include "engine/desk/invoice_stream.hpp"
#include "engine/desk/past.hpp"

namespace makegood::sqlite {

/// Who claimed which service lately, in memory: for each service the hundred customers who did so last. One thread.
class RecentClaims {
  public:
    explicit RecentClaims(SQLite::Database& database);

    void note(const std::string& service, const std::string& customer, Instant at);
    /// How many customers but this one claimed the service since then; at most a hundred are known.
    [[nodiscard]] std::int64_t others(const std::string& service, const std::string& customer, Instant since) const;
    /// Forgets all and reads the claims of the last week, of which the latest 20,000 count.
    void load(Instant now);

  private:
    struct Claimant {
        std::string customer;
        Instant at;
    };
    Prepared claims_;
    std::unordered_map<std::string, std::deque<Claimant>> by_service_;  ///< latest last
};

/// Reads what is known of a customer when one of their claims is routed, from projections. Of more than ten thousand
/// invoices or a thousand claims the latest count.
class CustomerPasts {
  public:
    explicit CustomerPasts(SQLite::Database& database);

    /// As of before the claim at hand, which is on this invoice. Amounts by currency.
    [[nodiscard]] CustomerPast find(const InvoiceStream::Books& books, const std::optional<ClaimId>& claim, Instant now,
                                    const RecentClaims& recent);

  private:
    void add_invoices(CustomerPast& past, const std::string& customer, Instant now);
    void add_claims(CustomerPast& past, const std::string& customer, const std::optional<ClaimId>& but, Instant now);

    Prepared invoices_;
    Prepared claims_;
};

}  // namespace makegood::sqlite
