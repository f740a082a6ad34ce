#include "import/parts/facts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "import/parts/contact.h"
#include "import/parts/find_title.h"
#include "import/parts/page_top.h"
#include "import/parts/period.h"
#include "import/parts/signature.h"
#include "import/parts/title.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxPreamble = 6000;

// Between the first `skipped` lines and the first part, without the title at its head.
GlyphRange PreambleOf(const FoldedDocument& document, const Headings& headings,
                      const std::vector<GlyphRange>& top, size_t skipped,
                      const std::string& title) {
  const size_t end = FirstPart(document, headings);
  if (std::none_of(headings.begin(), headings.end(),
                   [](const auto& heading) { return heading.has_value(); })) {
    return {};
  }
  size_t begin = skipped == 0 ? 0 : skipped < top.size() ? top[skipped].begin : end;
  const std::u32string folded = FoldText(title);
  if (!folded.empty() &&
      document.TextOf({begin, document.glyphs.size()}, folded.size()) == folded) {
    begin += folded.size();
  }
  return begin < end ? GlyphRange{begin, end} : GlyphRange{};
}

v1::Contact ContactOf(const FoldedDocument& document, const Headings& headings,
                      GlyphRange preamble) {
  v1::Contact contact;
  if (preamble.empty()) preamble = {0, FirstPart(document, headings)};
  if (!ReadContact(document.TextOf(preamble, kMaxPreamble), contact) && headings[5].has_value()) {
    ReadContact(document.TextOf({headings[5]->end, document.glyphs.size()}, kMaxPreamble), contact);
  }
  return contact;
}

}  // namespace

Facts FindFacts(const FoldedDocument& document, const Headings& headings) {
  const std::vector<GlyphRange> top = TopLines(document, headings);
  const PageTop page = ReadPageTop(document, top);
  const Period period = FindPeriod(document, headings);
  const FoundTitle title = FindTitle(document, top, period.year);
  const Signature signature = FindSignature(document, headings);

  Facts facts;
  facts.title = title.printed;
  facts.title_doubtful = title.doubtful;
  facts.agency_name = title.agency_name.empty() ? signature.signatory : title.agency_name;
  facts.agency_doubtful =
      !signature.signatory.empty() &&
      !MayBeOneOrgan(FoldText(facts.agency_name), FoldText(signature.signatory));
  facts.year = title.year != 0 ? title.year : period.year;
  facts.period_year = period.year;
  facts.scope = period.scope;
  facts.scope_doubtful = period.scope_doubtful;
  facts.signed_date = signature.date;
  facts.signatory = signature.signatory;
  facts.signature = signature.glyphs;
  facts.published = page.published;
  facts.uri = page.uri;
  facts.preamble =
      PreambleOf(document, headings, top, std::max(title.lines, page.lines), title.printed);
  facts.contact = ContactOf(document, headings, facts.preamble);
  return facts;
}

}  // namespace ogi::reading
