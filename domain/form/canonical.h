// The canonical form of a report: the bytes its digest is made of, defined in
// docs/canonical-form.md. Two reports that differ in anything but what is named there differ here.
#ifndef OGI_DOMAIN_FORM_CANONICAL_H_
#define OGI_DOMAIN_FORM_CANONICAL_H_

#include <string>

#include "domain/form/figures.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/receipt.pb.h"

namespace ogi {

// The report must be well formed (CheckReport).
std::string CanonicalForm(const v1::AnnualReport& report);
std::string CanonicalForm(const v1::AnnualReport& report, const Figures& figures);

// SHA-256 of the canonical form.
v1::Digest DigestOf(const v1::AnnualReport& report);
v1::Digest DigestOf(const v1::AnnualReport& report, const Figures& figures);

}  // namespace ogi

#endif  // OGI_DOMAIN_FORM_CANONICAL_H_
