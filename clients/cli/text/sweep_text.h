// How a region stands with its reports, for the officer who asks, and as a table for a spreadsheet.
#ifndef OGI_CLIENTS_CLI_TEXT_SWEEP_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_SWEEP_TEXT_H_

#include <string>
#include <vector>

#include "clients/cli/text/language.h"
#include "ogi/v1/sweep.pb.h"

namespace ogi::cli {

// Whether somebody has to look at it: nothing filed, late, an error, another verdict than that on
// record, or something that sets it apart from its kind.
bool WantsAttention(const v1::SweptAgency& row);

// Lines: counts, a table by region, a table by rule, and of the organs those given: as a rule those
// that want attention.
std::string SweepText(const v1::SweepTotals& totals, const std::vector<v1::SweptAgency>& rows,
                      Language language);

// One line an organ in CSV, with a line of headings, for a spreadsheet. Columns never change their
// order; new ones come last.
std::string SweepCsv(const std::vector<v1::SweptAgency>& rows, Language language);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_SWEEP_TEXT_H_
