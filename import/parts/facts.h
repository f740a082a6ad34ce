// What a report says of itself besides its tables and parts: title, organ, year, dates, contact.
#ifndef OGI_IMPORT_PARTS_FACTS_H_
#define OGI_IMPORT_PARTS_FACTS_H_

#include <optional>
#include <string>

#include "import/parts/part_headings.h"
#include "import/text/dates.h"
#include "import/text/folded_document.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::reading {

struct Facts {
  // Without white space. Empty for none.
  std::string title;
  std::string agency_name;
  // The signature names another organ than the title.
  bool agency_doubtful = false;
  // There are several titles, of different organs or years.
  bool title_doubtful = false;
  // 0 for none.
  int year = 0;
  // What the document says, if somebody said `year`; 0 otherwise.
  int document_year = 0;
  // Of the period the figures are said to cover; 0 where it is not said.
  int period_year = 0;
  v1::Scope scope = v1::OWN;
  // Words speak for either scope.
  bool scope_doubtful = false;
  std::optional<Day> signed_date;
  std::string signatory;
  // Date and signatory; empty for none.
  GlyphRange signature;
  std::optional<Day> published;
  std::string uri;
  v1::Contact contact;
  // Text between the title and the first part.
  GlyphRange preamble;
};

Facts FindFacts(const FoldedDocument& document, const Headings& headings);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_FACTS_H_
