import { smoke } from '../smoke';

smoke(0);
