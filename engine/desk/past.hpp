#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/invoice/invoice.hpp"
#include "engine/time/instant.hpp"

namespace makegood {

/// What the store knows about a customer beyond the invoice at hand, at the moment a claim is routed. For rules to ask
/// about; no amount that is credited ever depends on it. Amounts are gross, one for each currency, in any order.
struct CustomerPast {
    std::int64_t claims = 0;  ///< opened on any invoice, before the one at hand
    std::int64_t open_claims = 0;
    std::int64_t claims_last_365_days = 0;
    std::optional<Instant> last_claim_at{};
    std::int64_t invoices = 0;  ///< the one at hand included
    std::int64_t invoices_paid = 0;
    std::optional<Date> first_invoice_on{};
    std::vector<Money> billed{};
    std::vector<Money> billed_last_365_days{};
    std::vector<Money> credited{};
    std::vector<Money> credited_last_365_days{};
    /// How many other customers claimed a service in the last seven days; a service that is not named: none.
    std::vector<std::pair<ServiceName, std::int64_t>> others_this_week{};
};

}  // namespace makegood
