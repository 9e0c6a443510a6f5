#include "adapters/app/letters.hpp"

#include "adapters/pdf/credit_note.hpp"
#include "adapters/pdf/make_good.hpp"

namespace makegood::app {

namespace {

constexpr std::string_view no_seller = "the configuration has no seller.json, which says whose letter it is";

/// What stood before the document, given what stands after it.
Totals before(const Totals& after, const Adjustment& adjustment) {
    const bool is_credit = adjustment.type == DocumentType::credit_note;
    const auto back = [&](const Money& now, const Money& moved) { return is_credit ? now + moved : now - moved; };
    return {back(after.net, adjustment.totals.net), back(after.tax, adjustment.totals.tax),
            back(after.gross, adjustment.totals.gross)};
}

}  // namespace

Result<std::string, std::string> letter_of(const InvoiceStream& stream, const Adjustment& adjustment,
                                           const config::Configuration& configuration, const Zone& zone) {
    if (!configuration.seller) return Failure{std::string(no_seller)};
    const InvoiceStream::Books& books = *stream.books;
    const Totals after = books.standing.totals(books.billing);
    const Letterhead letterhead = configuration.letterhead.value_or(Letterhead{});
    return pdf::render({adjustment, *books.invoice, books.billing, before(after, adjustment), after,
                        zone.date_at(adjustment.stated_at), books.receivable.open(), adjustment.reverses,
                        *configuration.seller, letterhead});
}

Result<std::string, std::string> letter_of(const InvoiceStream& stream, const MakeGood& given,
                                           const config::Configuration& configuration) {
    if (!configuration.seller) return Failure{std::string(no_seller)};
    const Letterhead letterhead = configuration.letterhead.value_or(Letterhead{});
    return pdf::render_make_good({given.number.text(), given.issued_on, stream.books->invoice->customer, given.invoice,
                                  given.amount, given.tax, given.text, *configuration.seller, letterhead});
}

}  // namespace makegood::app
