// Reports for tests.
#ifndef OGI_DOMAIN_TESTING_REPORTS_H_
#define OGI_DOMAIN_TESTING_REPORTS_H_

#include <random>

#include "absl/strings/string_view.h"
#include "domain/form/figures.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

// The number of a cell; the cell must exist.
int CellNumber(absl::string_view table, absl::string_view row, absl::string_view column);

// CleanReportOf 2020 or 2023.
v1::AnnualReport CleanReport(v1::Edition edition);

// The same with random numbers that satisfy every equality within a report.
v1::AnnualReport RandomCleanReport(v1::Edition edition, std::mt19937_64& random);

}  // namespace ogi

#endif  // OGI_DOMAIN_TESTING_REPORTS_H_
