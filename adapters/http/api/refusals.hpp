#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "engine/core/finding.hpp"
#include "engine/port/store.hpp"

namespace makegood::http {

/// A problem with findings: the first one's pointer, found and expected stand at its top, all of them in `errors`.
[[nodiscard]] Response problem_with(int status, std::string_view kind, std::string_view title,
                                    const Findings& findings);

/// What the engine refused, as the answer that the caller gets.
[[nodiscard]] Answer answer_of(const Refusal& refusal);

/// The same, where the path names the invoice: that there is none is a 404 then, as it is to GET.
[[nodiscard]] Answer answer_on_invoice(const InvoiceNumber& number, const Refusal& refusal);

/// What the store could not do, as the answer that the caller gets: never stored, mostly worth another try.
[[nodiscard]] Response response_of(SubmissionStatus status);

/// An Answer on the wire: JSON, or a problem from 400 on.
[[nodiscard]] Response to_response(Answer answer);

[[nodiscard]] Response not_found(std::string_view what);

}  // namespace makegood::http
