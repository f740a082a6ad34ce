// What a report says of itself besides its tables and parts: title, organ, year, dates, contact.
#ifndef OGI_CLIENTS_IMPORT_READING_FACTS_H_
#define OGI_CLIENTS_IMPORT_READING_FACTS_H_

#include <optional>
#include <string>

#include "clients/import/reading/dates.h"
#include "clients/import/reading/fold.h"
#include "clients/import/reading/headings.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::reading {

struct Facts {
  // Without white space. Empty for none.
  std::string title;
  std::string agency_name;
  // There are several titles, of different organs or years.
  bool title_doubtful = false;
  // 0 for none.
  int year = 0;
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

#endif  // OGI_CLIENTS_IMPORT_READING_FACTS_H_
