#pragma once

#include <string>

#include "adapters/config/configuration.hpp"
#include "engine/desk/invoice_stream.hpp"
#include "engine/time/zone.hpp"

namespace makegood::app {

/// A document as the customer sees it, PDF. `stream` is the invoice as it stood when the document was issued, `zone`
/// the company's. The error says in words why there is none.
[[nodiscard]] Result<std::string, std::string> letter_of(const InvoiceStream& stream, const Adjustment& adjustment,
                                                         const config::Configuration& configuration, const Zone& zone);
/// The letter of a make-good.
[[nodiscard]] Result<std::string, std::string> letter_of(const InvoiceStream& stream, const MakeGood& given,
                                                         const config::Configuration& configuration);

}  // namespace makegood::app
