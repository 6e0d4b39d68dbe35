/** The program of a process of extraction.ts. */

import { readBlob } from './extract.ts';
import { answerQuestions } from './extraction-answers.ts';

answerQuestions(readBlob);
