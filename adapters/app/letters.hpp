#pragma once

#include <string>

#include "adapters/app/premises.hpp"
#include "engine/desk/invoice_stream.hpp"

namespace makegood::app {

/// A document as the customer sees it, PDF. `stream` is the invoice as it stood when the document was issued. The error
/// says in words why there is none.
[[nodiscard]] Result<std::string, std::string> letter_of(const InvoiceStream& stream, const Adjustment& adjustment,
                                                         const Premises& premises);
/// The letter of a make-good.
[[nodiscard]] Result<std::string, std::string> letter_of(const InvoiceStream& stream, const MakeGood& given,
                                                         const Premises& premises);

}  // namespace makegood::app
