#include "adapters/pdf/catalog.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace makegood::pdf {

namespace {

/// What stands between two marks, the last of each.
std::optional<std::string_view> last_between(std::string_view text, std::string_view left, std::string_view right) {
    const std::size_t begin = text.rfind(left);
    if (begin == text.npos) return std::nullopt;
    const std::size_t end = text.find(right, begin + left.size());
    if (end == text.npos) return std::nullopt;
    return text.substr(begin + left.size(), end - begin - left.size());
}

std::string ten_digits(std::size_t offset) {
    const std::string digits = std::to_string(offset);
    return std::string(10 - digits.size(), '0') + digits;
}

}  // namespace

void mark_as_tagged(std::string& pdf) {
    const auto trailer = last_between(pdf, "trailer\n<<", ">>");
    const auto xref = last_between(pdf, "startxref\n", "\n%%EOF");
    if (!trailer || !xref) return;
    const auto number = last_between(*trailer, "/Root ", " 0 R");
    if (!number) return;
    const std::string object = std::string(*number) + " 0 obj\n<<";
    const auto catalog = last_between(pdf, "\n" + object, ">>\nendobj");
    if (!catalog || catalog->find("/Catalog") == catalog->npos || catalog->find("/MarkInfo") != catalog->npos) return;

    std::string update =
        object + std::string(*catalog) + "   /MarkInfo << /Marked true >>\n   /Lang (en)\n>>\nendobj\n";
    const std::size_t update_xref = pdf.size() + update.size();
    update += "xref\n" + std::string(*number) + " 1\n" + ten_digits(pdf.size()) + " 00000 n \ntrailer\n<<" +
              std::string(*trailer) + "   /Prev " + std::string(*xref) + "\n>>\nstartxref\n" +
              std::to_string(update_xref) + "\n%%EOF\n";
    pdf += update;
}

}  // namespace makegood::pdf
