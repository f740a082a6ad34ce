// Whom a report names for questions: office, address, telephone, postal code, e-mail.
#ifndef OGI_IMPORT_PARTS_CONTACT_H_
#define OGI_IMPORT_PARTS_CONTACT_H_

#include <string>

#include "ogi/v1/annual_report.pb.h"

namespace ogi::reading {

// Fills what folded text says. False if it names nobody.
bool ReadContact(const std::u32string& text, v1::Contact& contact);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_CONTACT_H_
