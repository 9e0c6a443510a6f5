#include "adapters/pdf/stationery.hpp"

#include <algorithm>
#include <array>

#include "adapters/pdf/wording.hpp"

namespace makegood::pdf {

namespace {

// DIN 5008, form B: the address field is 85 mm by 45 mm, 20 mm from the left and 45 mm from the top; its first 17.7 mm
// are for the sender's line and remarks.
constexpr double window_right = mm(20 + 85 - 2);
constexpr double window_top = mm(45);
constexpr double recipient_top = mm(45 + 17.7);
constexpr double recipient_height = mm(27.3);
constexpr double particulars_left = mm(118);
constexpr double particulars_top = mm(54);
constexpr double title_top = mm(97);

constexpr double foot_size = 7.5;
constexpr double foot_bottom = page_height - mm(11);

std::string joined(const std::vector<std::string>& parts) {
    std::string line;
    for (const std::string& part : parts) line += (line.empty() ? "" : " \u00B7 ") + part;
    return line;
}

std::vector<std::string> contact_lines(const Seller& seller) {
    std::vector<std::string> lines;
    if (seller.contact)
        for (const auto* part : {&seller.contact->name, &seller.contact->phone, &seller.contact->email})
            if (*part) lines.push_back(**part);
    if (seller.vat_id) lines.push_back("VAT " + *seller.vat_id);
    if (seller.registration) lines.push_back("Registered no. " + seller.registration->id);
    return lines;
}

}  // namespace

Colour tint(const Colour& colour, int per_cent) {
    const auto mix = [&](int part) { return static_cast<std::uint8_t>(255 - (255 - part) * per_cent / 100); };
    return {mix(colour.red), mix(colour.green), mix(colour.blue)};
}

Stationery::Stationery(const Sheet& sheet, const Envelope& envelope) : envelope_(envelope) {
    lay_sender(sheet);
    lay_recipient(sheet);
    lay_particulars(sheet);
    lay_title(sheet);
    lay_foot(sheet);
}

double Stationery::stack(const Sheet& sheet, const std::vector<std::string>& lines, const Style& style, double left,
                         double width, double top) {
    for (const std::string& line : lines) {
        Text text = sheet.lay(line, style, width);
        const double base = top + text.ascent();
        top += text.height();
        first_.push_back({std::move(text), left, base, Role::paragraph});
    }
    return top;
}

void Stationery::lay_sender(const Sheet& sheet) {
    constexpr std::array sizes = {17.0, 14.0, 11.0, 8.5};
    for (double size : sizes) {
        Text name = sheet.lay(envelope_.seller.name, {size, true, envelope_.letterhead.accent},
                              particulars_left - margin_left - mm(6));
        if (name.height() > mm(24) && size != sizes.back()) continue;
        const double base = mm(16) + name.ascent();
        first_.push_back({std::move(name), margin_left, base, Role::paragraph});
        break;
    }
    constexpr Style small{8, false, muted};
    constexpr double width = margin_right - particulars_left;
    const std::optional<Address>& theirs = envelope_.customer.address;
    const auto address = address_lines(envelope_.seller.address, theirs ? theirs->country : std::nullopt);
    const double top = stack(sheet, address, small, particulars_left, width, mm(17));
    lowest_ = stack(sheet, contact_lines(envelope_.seller), small, particulars_left, width,
                    top + (address.empty() ? 0 : mm(1.5)));
}

void Stationery::lay_recipient(const Sheet& sheet) {
    const Seller& seller = envelope_.seller;
    const Customer& customer = envelope_.customer;
    std::vector<std::string> sender = address_lines(seller.address, seller.address.country);
    sender.insert(sender.begin(), seller.name);
    const Text return_line = sheet.lay(joined(sender), {6.5, false, muted}, window_right - margin_left, 1);
    stack(sheet, {joined(sender)}, {6.5, false, muted}, margin_left, window_right - margin_left,
          std::max(window_top, recipient_top - mm(2.5) - return_line.height()));

    std::vector<std::string> lines;
    if (customer.address) lines = address_lines(*customer.address, seller.address.country);
    lines.insert(lines.begin(), customer.name);
    constexpr std::array sizes = {10.5, 9.0, 8.0};
    const std::size_t before = first_.size();
    double bottom = 0;
    for (double size : sizes) {
        // Smaller, where the window would hide some of it.
        first_.erase(first_.begin() + static_cast<std::ptrdiff_t>(before), first_.end());
        bottom = stack(sheet, lines, {size}, margin_left, window_right - margin_left, recipient_top);
        if (bottom <= recipient_top + recipient_height) break;
    }
    recipient_bottom_ = bottom;
}

void Stationery::lay_particulars(const Sheet& sheet) {
    constexpr double value_left = particulars_left + mm(27);
    double top = std::max(particulars_top, lowest_ + mm(4));
    for (const Particular& particular : envelope_.particulars) {
        Text name = sheet.lay(particular.name, {8, false, muted}, value_left - particulars_left - mm(2));
        Text value = sheet.lay(particular.value, {9}, margin_right - value_left);
        const double base = top + std::max(name.ascent(), value.ascent());
        top = base + std::max(name.below(), value.below()) + 2;
        first_.push_back({std::move(name), particulars_left, base, Role::paragraph});
        first_.push_back({std::move(value), value_left, base, Role::paragraph});
    }
    lowest_ = std::max(recipient_bottom_, top);
}

void Stationery::lay_title(const Sheet& sheet) {
    Text title = sheet.lay(envelope_.title, {19, true, dark}, content_width);
    const double top = std::max(title_top, lowest_ + mm(6));
    const double base = top + title.ascent();
    body_.first_top = top + title.height() + mm(3);
    body_.next_top = mm(27);
    first_.push_back({std::move(title), margin_left, base, Role::title});
}

void Stationery::lay_foot(const Sheet& sheet) {
    const double width = content_width - mm(25);  // the page's number stands beside it
    std::vector<Text> lines;
    double height = 0;
    for (const std::string& line : envelope_.letterhead.footer) {
        lines.push_back(sheet.lay(line, {foot_size, false, muted}, width));
        height += lines.back().height();
    }
    const Text number = sheet.lay("1 / 1", {foot_size, false, muted});
    double top = foot_bottom - std::max(height, number.height());
    foot_base_ = top + number.ascent();
    body_.bottom = top - mm(7);
    for (Text& line : lines) {
        const double base = top + line.ascent();
        top += line.height();
        foot_.push_back({std::move(line), margin_left, base, Role::paragraph});
    }
}

void Stationery::draw(Sheet& sheet, const Flow& flow) const {
    flow.draw(
        sheet, body_, [&](std::size_t page, std::size_t) { draw_head(sheet, page); },
        [&](std::size_t page, std::size_t pages) { draw_foot(sheet, page, pages); });
}

void Stationery::draw_head(Sheet& sheet, std::size_t page) const {
    constexpr Style small{8, false, muted};
    sheet.fill(0, 0, page_width, mm(2.2), envelope_.letterhead.accent);
    if (page > 1) {
        const Element element(sheet, Role::paragraph);
        sheet.put(sheet.lay(envelope_.title, small, content_width / 2, 1), margin_left, mm(17));
        sheet.put_right(sheet.lay(envelope_.seller.name, small, content_width / 2 - mm(5), 1), margin_right, mm(17));
        return;
    }
    for (double fold : {mm(105), mm(210)}) sheet.fill(mm(5), fold, mm(4), 0.4, hairline);
    for (const Placed& placed : first_) {
        const Element element(sheet, placed.role);
        sheet.put(placed.text, placed.left, placed.base);
    }
}

void Stationery::draw_foot(Sheet& sheet, std::size_t page, std::size_t pages) const {
    sheet.fill(margin_left, body_.bottom + mm(3.5), content_width, 0.5, hairline);
    for (const Placed& placed : foot_) {
        const Element element(sheet, Role::paragraph);
        sheet.put(placed.text, placed.left, placed.base);
    }
    const Element element(sheet, Role::paragraph);
    const Text number = sheet.lay(std::to_string(page) + " / " + std::to_string(pages), {foot_size, false, muted});
    sheet.put_right(number, margin_right, foot_base_);
}

}  // namespace makegood::pdf
