"""What English drafts promise, and what only sounds like it. It is Monday, 2 March 2026, 9:00 in Berlin."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onehand.cases.recognise import promises
from onehand.cases.recognise.found import Promise
from onehand.cases.recognise.sentences import split

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
# A promise and its due; two dues are two promises, None is one without.
PROMISED = """
I'll get back to you by Friday. | 2026-03-06
We will refund the full amount within 5 working days. | 2026-03-09
You'll hear from us on Wednesday. | 2026-03-04
A colleague will call you back this afternoon. | 2026-03-02
Your replacement will be dispatched tomorrow. | 2026-03-03
I will look into this and let you know. | None
We'll have it with you by Thursday. | 2026-03-05
You can expect a reply by the end of the week. | 2026-03-06
Expect a call from our engineer between 2 and 4 pm tomorrow. | 2026-03-03T16:00:00+01:00
Rest assured a colleague will be in touch. | None
Let me look into it and I'll come back to you tomorrow. | 2026-03-03
Our driver will collect the old fridge on Saturday between 8 and 12. | 2026-03-07T12:00:00+01:00
Once we have received the return, you will get your money back within 14 days. | 2026-03-16
I'm going to speak to the warehouse and ring you back at 3. | 2026-03-02T15:00:00+01:00
We're sending you a new one. | None
I'll personally make sure this gets sorted. | None
Your order ships tomorrow. | 2026-03-03
Your new card is on its way and will arrive on Monday. | 2026-03-09
The technician arrives at 10 am on 9 March. | 2026-03-09T10:00:00+01:00
Will be fixed by EOD. | 2026-03-02
Callback tomorrow at 2pm. | 2026-03-03T14:00:00+01:00
You have our word that we will deliver before Easter. | 2026-04-05
If it isn't there by Monday, I'll send another one. | None
If you send us the receipt, we'll refund you by Friday. | 2026-03-06
I'll keep you posted. | None
I'll keep you updated on the progress. | None
We've booked an engineer for Tuesday, 10 March at 9am. | 2026-03-10T09:00:00+01:00
Someone from our team will reach out to you within 24 hours. | 2026-03-03T09:00:00+01:00
Your money's going to be back in your account in three days. | 2026-03-05
I'd be glad to, I'll email you the form right now. | None
Consider it sorted, the label will be in your inbox in an hour. | 2026-03-02T10:00:00+01:00
We shall write to you no later than 20 March. | 2026-03-20
I will escalate this to my manager. | None
We'll waive the fee. | None
The missing part will follow next week. | 2026-03-13
You will receive a confirmation email shortly. | None
You'll be refunded in full. | None
I'll call you tomorrow morning, first thing. | 2026-03-03
Leave it with me. | None
The goods are going to be delivered on the 12th. | 2026-03-12
Our team is going to review your case this week. | 2026-03-06
We promise to have this resolved by Wednesday. | 2026-03-04
We can confirm that the parcel will be with you on Friday. | 2026-03-06
I can promise you that we will call before noon. | 2026-03-02T12:00:00+01:00
Delivery by Thursday guaranteed. | 2026-03-05
We are arranging for a courier to pick it up on Wednesday. | 2026-03-04
I am passing this on to our finance team and they'll reply by 10 March. | 2026-03-10
The bank will release the funds within two hours. | 2026-03-02T11:00:00+01:00
The heating will be back on by tonight. | 2026-03-02
Our electrician comes round on Thursday morning. | 2026-03-05
I'll pop it in the post today. | 2026-03-02
You'll have a definite answer by close of business Friday. | 2026-03-06
Your deposit will be returned within 10 days. | 2026-03-12
We're going to replace the screen free of charge. | None
The locksmith is on his way and will be with you in 20 minutes. | 2026-03-02T09:20:00+01:00
I shall personally see to it. | None
Ms Patel will take over your case and contact you on Monday. | 2026-03-09
Ok, will send you the link in a sec. | None
Will get that over to you by noon tomorrow. | 2026-03-03T12:00:00+01:00
We are to complete the repair by 20 March. | 2026-03-20
The part is due in on Tuesday, and we'll fit it the same day. | 2026-03-03 / None
Once you've signed, we will activate your account within 24 hours. | 2026-03-03T09:00:00+01:00
Should the problem persist, we will send an engineer. | None
In case it fails again, I will replace it. | None
I'll have my manager ring you at 4. | 2026-03-02T16:00:00+01:00
The driver will text you before he arrives. | None
I'll make a note and follow up with you next Tuesday. | 2026-03-10
We'll pick you up at 7 am on Saturday. | 2026-03-07T07:00:00+01:00
We hereby confirm that the sum will be credited on 15 March. | 2026-03-15
A full report will reach you no later than the 20th. | 2026-03-20
Your statement is going out this afternoon. | 2026-03-02
You are going to receive a letter from us in the coming days. | None
We guarantee delivery before 20 March. | 2026-03-20
My colleague Ben is emailing you the details today. | 2026-03-02
They'll be round on Monday between 9 and 11. | 2026-03-09T11:00:00+01:00
Our lawyers will respond in writing by the end of March. | 2026-03-31
You will be contacted by a specialist. | None
I'm adding a £10 credit to your account. | None
Don't worry, we'll sort this out. | None
Not to worry, I'll send a new one tomorrow. | 2026-03-03
I will, of course, let you know the outcome. | None
You'll get your money back, no question. | None
The missing pages will be faxed to your office by 4.30 pm. | 2026-03-02T16:30:00+01:00
Scheduled: engineer visit, Thursday 5 March, 1-3 pm. | 2026-03-05T15:00:00+01:00
We have arranged for the courier to collect the box on Wednesday. | 2026-03-04
It'll be fixed within the hour. | 2026-03-02T10:00:00+01:00
Give us two days and we'll have an answer. | 2026-03-04
We shall be in contact again in a fortnight. | 2026-03-16
The new key will be ready for you at reception from 2 pm. | 2026-03-02T14:00:00+01:00
As soon as the bank confirms, I'll release the goods. | None
We will try to reach you again tomorrow. | 2026-03-03
We'll let you have the figures by Tuesday. | 2026-03-03
I'll see what I can do and drop you an email. | None
The roof gets repaired next week. | 2026-03-13
Tomorrow you'll receive the tracking number. | 2026-03-03
Your parcel is going to reach you on Thursday. | 2026-03-05
I'll double-check and phone you in ten minutes. | 2026-03-02T09:10:00+01:00
We're changing the locks this evening. | 2026-03-02
The insurer will pay by 10 April. | 2026-04-10
Somebody will be with you shortly. | None
You'll hear back from me by the end of today. | 2026-03-02
Your new badge will be available for collection from 16 March. | 2026-03-16
We've instructed the carrier to collect the goods by Thursday. | 2026-03-05
I'll write to you once my colleague is back from leave. | None
You will have certainty by the end of the month at the latest. | 2026-03-31
I assure you that the data will be erased by tomorrow. | 2026-03-03
We'll include the missing screws with your next delivery. | None
I'll clear this up with accounts, and you'll hear from me by Wednesday. | None / 2026-03-04
A full refund is being processed and will be with you by Friday. | 2026-03-06
Access will be unlocked within 48 hours. | 2026-03-04T09:00:00+01:00
A new invoice will be issued. | None
Hey, we'll have that fixed by tonight. | 2026-03-02
Your GP will get the results on Tuesday. | 2026-03-03
We're suspending the reminder until this is settled. | None
The taxi will be outside your door at 9 sharp tomorrow. | 2026-03-03T09:00:00+01:00
The rework takes place on 4 and 5 March. | 2026-03-05
We'll order the part and fit it next week. | 2026-03-13
I'll be in touch before the weekend. | 2026-03-06
I'll be back in touch on Monday. | 2026-03-09
We'll release you from the contract on 30 April. | 2026-04-30
We are issuing you a new voucher. | None
My supervisor has agreed to call you at 11:15. | 2026-03-02T11:15:00+01:00
I will try my best to get it to you by Friday. | 2026-03-06
We're going to need a day or two, but you'll have it by Thursday. | 2026-03-05
All being well, you'll get it on Friday. | 2026-03-06
You can look forward to receiving your new sofa on Saturday. | 2026-03-07
Please accept our apologies; we will send a replacement today. | 2026-03-02
Watch your inbox: the voucher arrives tomorrow. | 2026-03-03
I'll forward this to the right team. | None
We will amend the record accordingly. | None
I've put you down for a call on Wednesday at 10. | 2026-03-04T10:00:00+01:00
We're with you on Tuesday of next week at 11. | 2026-03-10T11:00:00+01:00
The line will be restored by 8 pm at the latest. | 2026-03-02T20:00:00+01:00
Your application will be decided by the end of April. | 2026-04-30
Our nurse will bring you the medication tomorrow from 7 am. | 2026-03-03T07:00:00+01:00
Your bike will be ready at 5. | 2026-03-02T17:00:00+01:00
I'll ring around this afternoon and sort it. | 2026-03-02
We'll cover all costs. | None
Your data will be erased within 30 days. | 2026-04-01
You will be called back within minutes. | None
In April all customers will receive a new card. | 2026-04-30
The manufacturer delivers on 23 March. | 2026-03-23
Confirmation will follow in a separate email. | None
You'll have word from me by 12 noon today. | 2026-03-02T12:00:00+01:00
The caretaker will clear the snow today. | 2026-03-02
I'd like to confirm that your refund will be paid on Thursday. | 2026-03-05
Happy to help: I'll send it over tonight. | 2026-03-02
Great question! Let me find out and get back to you. | None
We'll fix the fault as soon as possible, but no later than 8 am tomorrow. | 2026-03-03T08:00:00+01:00
Your goods will be delivered on Friday, not on Thursday. | 2026-03-06
I'm on the case and will report back on Wednesday. | 2026-03-04
We'll have somebody out to you first thing Monday. | 2026-03-09
You will find the refund in your account by Friday. | 2026-03-06
My manager is going to sign it off on Monday, then I'll post it. | 2026-03-09
We will be in contact with you again in due course. | None
The pharmacy will have it ready by ten tomorrow. | 2026-03-03T10:00:00+01:00
Tomorrow between 1 and 3 our surveyor is coming to look at the damp. | 2026-03-03T15:00:00+01:00
The direct debit will be cancelled as of 1 April. | 2026-04-01
I shall pass on your compliments. | None
Your details will be removed from our mailing list. | None
As soon as I hear anything I'll call you. | None
When the part arrives, we'll fit it straight away. | None
Our accounts team settles this on Tuesday. | 2026-03-03
By tomorrow you'll be back online. | 2026-03-03
The engineer is booked for Thursday, 5 March, 8-10 am. | 2026-03-05T10:00:00+01:00
You needn't do anything, we'll inform the bank. | None
There will be someone at reception on Friday to let you in. | 2026-03-06
We'll keep an eye on it. | None
I'm going to get this fixed for you. | None
"""
NOT_PROMISED = """
You should have the money by now.
Your refund was issued on Friday.
We have already sent the replacement.
I can't promise that.
Unfortunately we cannot deliver before Easter.
Please send us the form by Friday.
Could you call us tomorrow?
Shall I call you at 3?
If you have any questions, we'll be happy to help.
Feel free to contact us anytime.
We look forward to hearing from you.
You said you would pay by Monday.
We usually reply within 24 hours.
Our shop is open until 6 pm.
Your contract ends on 31 March.
Perhaps we can find a solution next week.
We might be able to deliver on Friday.
Thanks for your patience.
I hope this helps.
The offer is valid until Sunday.
You need to return it within 14 days.
You have until Friday to decide.
You'll need your order number.
You will find the instructions on our website.
I'm sorry for the delay.
The parcel arrived on Monday.
I'm out of the office until Friday.
We're closed on Sunday.
We are looking into it at the moment.
I understand you will be away next week.
I see you called us on Friday.
As you requested, we have cancelled the order.
Do you still need the part by Friday?
Attached you will find the invoice.
Please find attached the quote.
That won't be possible this week.
Refunds usually take 5 working days.
I wish you a nice weekend.
I appreciate that you need this by Friday.
We regret that the item will not be available until May.
It would be great if you could call us tomorrow.
Nobody will be in the office on Friday.
You will be able to see it in your account.
You told us on Monday that you would send the photos.
I will be on holiday until 16 March.
It will take some time.
The sale starts on Friday.
The warranty will expire on 1 April.
There will be a small charge.
Your feedback will help us improve.
We'd love to see you on Saturday.
Have you tried turning it off?
We'd be delighted to see you on Monday.
Would Thursday suit you?
That would be a matter for the bank.
You should receive it soon.
The driver couldn't find your house on Friday.
Your claim was rejected on 27 February.
You were going to send us the photos.
You can return it until 15 March.
The museum is closed on Mondays.
I don't know when it will arrive.
We never promised a delivery by Friday.
No refund will be given.
I'd suggest you restart the router.
We've been waiting for your reply since Monday.
My shift ends at 6.
You might get a call from the bank.
We ask for your patience.
I trust this answers your question.
Let me know if Friday works for you.
If it doesn't work, please call us.
We charge a fee of £5 for each reminder.
Your broadband is down because of a storm.
It's a pity that you had to wait so long.
Please make sure someone is at home on Friday.
The item you ordered will not be restocked.
How about next Tuesday?
I was told the parcel left on Friday.
We have no control over delivery times.
Your appointment was on 24 February.
Thanks for letting us know by Friday.
It was nice talking to you this morning.
You had until 28 February to cancel.
Our courier doesn't work on Sundays.
We can't say when it will be ready.
You'd have to pay by 15 March.
I'm not sure when we will have it.
Please rest assured that your data is safe with us.
We take your complaint very seriously.
The lift is out of order until Thursday.
Your policy runs until 31 December 2026.
I am sorry that nobody called you back on Friday as promised.
Your colleague said he would pay by Friday.
You'll love it!
I will not be able to call you today.
Most parcels arrive within 3 days.
We'll always be there for you.
Good luck with your exam on Monday!
The spare part is sadly out of stock.
You'd have to contact your bank.
We had a power cut on Monday.
Could you tell me whether you are in on Wednesday?
The amount is due by 15 March.
Your credit expires on 31 December.
Fingers crossed for Friday!
Pay by Monday, please.
In the past we did this the same day.
When you move house, you have to tell us by the end of the month.
A separate department deals with such cases.
A callback is no longer possible today.
The helpline called you in vain on Wednesday.
The price was adjusted on 1 March.
Only then can we answer you by Friday.
I'm back since today.
Please tell me when you are in on Thursday.
You can ring us from Monday to Friday.
Unfortunately Thursday's appointment has been cancelled.
Our newsletter comes out monthly.
As promised, I transferred the money yesterday.
Your parcel can be collected until 9 March.
Your card is valid until March 2027.
There has been a misunderstanding.
Don't forget to hand in the form by Friday.
The manufacturer will not be able to name a date until next week.
A colleague wanted to call you on Friday.
Who told you we would deliver on Friday?
We hope to see you soon.
I'd like to thank you for your call this morning.
The meeting was moved to Friday at your request.
You asked us to call you back by Monday.
Your flight leaves at 7 am.
I was off on Friday, sorry.
Items bought on sale cannot be exchanged.
Your letter of 2 March has reached us.
Our technicians are at a training course this week.
Once opened, the filter lasts three months.
Nobody told me you were coming on Tuesday.
We're here to help 24/7.
I can only apologise.
The system does not allow me to do that before Friday.
I tried to reach you on Friday.
We would need your answer by Monday.
Your cancellation takes effect automatically.
Our opening hours are Monday to Friday from 8 to 6.
You will have received an email on Friday.
The old price applies until 31 March.
Your call is important to us.
My name is Tim and I'm your contact from now on.
Would you like me to have it ready by Friday?
I doubt it will be ready by Friday.
If you're away on Friday, please cancel.
We had to close your case.
Should you need anything else, just ask.
We were unable to reach you on Saturday.
An email was sent to you on Friday.
Processing currently takes about two weeks.
As compensation I can offer you a voucher.
I'm glad the delivery arrived on Saturday.
You should have received a text yesterday.
The store will be open on Sunday.
It depends on the bank when you will get the money.
I don't expect it before Friday.
Your subscription will renew on 1 April.
It was delivered to your neighbour this morning.
Whether it will arrive by Friday I can't say.
I'm writing to ask whether you will be at home on Friday.
Please bring your ID on Friday.
What time shall I call you tomorrow?
We close at 5 today.
You are entitled to a refund within 14 days.
No decision will be made before April.
The previous tenant will have taken the key with him.
He was supposed to call you on Monday.
We thank you for your order of 2 March.
"""


def _found(text: str) -> list[Promise]:
    return promises.find(text, split(text, "en"), NOW, "en")


@pytest.mark.parametrize(("text", "dues"), [line.rsplit(" | ", 1) for line in PROMISED.strip().splitlines()])
def test_promised(text: str, dues: str) -> None:
    found = _found(text)
    assert [str(one.due and one.due.isoformat()) for one in found] == dues.split(" / ")
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize("text", NOT_PROMISED.strip().splitlines())
def test_not_promised(text: str) -> None:
    assert _found(text) == []
