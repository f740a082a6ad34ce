// Draws a report as the official form prints it.
#ifndef OGI_CLIENTS_CLI_TEXT_REPORT_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_REPORT_TEXT_H_

#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/text/language.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::cli {

// Title, six parts with their texts, three tables in the report's edition, notes on cells, date and
// signatory. The form is Chinese; `language` is of what is said about it.
std::string ReportText(const v1::AnnualReport& report, Language language);

// One table of the report's edition: 0 to 2 for tables two to four.
std::string TableText(const v1::AnnualReport& report, int table);
// The same with a question mark at the cells in `doubtful`.
std::string TableText(const v1::AnnualReport& report, int table, const std::set<int>& doubtful);

// A text from a document, wrapped to the terminal, as lines.
std::string Paragraphs(absl::string_view text);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_REPORT_TEXT_H_
